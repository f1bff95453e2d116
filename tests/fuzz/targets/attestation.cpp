#include "signoff/key/attestation.hpp"

#include "fuzz/targets.hpp"
#include "util/certificate.hpp"

namespace sallyport::fuzz {

/// What an authenticator wrote, and certificates.
void attestation(std::string_view input) {
  static const std::string k_key =
      "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIHh4eHh4eHh4eHh4eHh4"
      "eHh4eHh4eHh4eHh4eHh4eHh4AAAABHNzaDo=";
  const std::string bytes(input);
  (void)signoff::verify_attestation(k_key, {bytes, "challenge"}, bytes, {});
  (void)util::issuer_of(input, bytes, {});
  (void)util::extension_of(input, "1.3.6.1.4.1.45724.1.1.4");
}

}  // namespace sallyport::fuzz
