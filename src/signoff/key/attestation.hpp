#pragma once

#include "util/time.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace sallyport::signoff {

/// What `ssh-keygen -t ed25519-sk -O write-attestation=FILE -O challenge=FILE` left beside a key.
struct AttestationFiles {
  std::string attestation;  ///< `ssh-sk-attest-v01` and what follows (PROTOCOL.u2f)
  std::string challenge;    ///< what it was asked to sign
};

/// An attestation that holds.
struct Attestation {
  std::string sha256;  ///< hex, of the file
  std::string issuer;  ///< the trusted certificate that vouches for the authenticator
};

/// Verifies that the public key (`sk-ssh-ed25519@openssh.com AAAA…`) was made by an authenticator
/// that one of the certificates in `trusted` (PEM) vouches for: the formats `packed` and `fido-u2f`
/// of Web Authentication Level 2, §8.2 and §8.6, with ES256 and a certificate. It says nothing
/// about who holds the authenticator. The error is one lower-case line.
tl::expected<Attestation, std::string> verify_attestation(std::string_view public_key,
                                                          const AttestationFiles& files,
                                                          const std::string& trusted,
                                                          util::Time now);

}  // namespace sallyport::signoff
