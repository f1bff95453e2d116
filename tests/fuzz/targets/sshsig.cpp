#include "signoff/key/sshsig.hpp"

#include "fuzz/targets.hpp"
#include "signoff/key/ssh.hpp"

namespace sallyport::fuzz {

/// A raw signature, and the files that hold keys and signatures.
void sshsig(std::string_view input) {
  if (const auto signature = signoff::parse_sshsig(input)) {
    (void)signoff::check_quickly(*signature, "message");
  }
  (void)signoff::claim_of(input);
  (void)signoff::public_half(input);
  (void)signoff::parse_public_key(input);
  (void)signoff::strip_armor(input);
  require(signoff::strip_armor(signoff::armor(input)) == input);
}

}  // namespace sallyport::fuzz
