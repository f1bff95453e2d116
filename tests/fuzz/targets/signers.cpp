#include "fuzz/targets.hpp"
#include "signoff/key/ssh.hpp"

namespace sallyport::fuzz {

/// The lists of those who may sign, and of keys that are revoked.
void signers(std::string_view input) {
  for (const core::Signer& signer : signoff::parse_signers(input).signers) {
    require(!signer.principal.empty() && !signer.key.empty());
  }
  (void)signoff::parse_revoked(input);
}

}  // namespace sallyport::fuzz
