#pragma once

#include "core/review/record.hpp"
#include "git/repository.hpp"
#include "util/environment.hpp"

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::signoff {

/// What `allowed_signers` gave: the lines that count, and why others do not.
struct SignersFile {
  std::vector<core::Signer> signers;
  std::vector<std::string> warnings;  ///< `allowed_signers:3: a pattern names no one person: …`
  std::vector<std::string> errors;    ///< a key under two principals, a malformed line
};

/// Parses git's `allowed_signers` format (ssh-keygen(1), ALLOWED SIGNERS). Only literal lines with
/// one principal whose `namespaces` names ours count. Dates are UTC, with or without a final Z. A
/// word `attestation=sha256:…` in the comment is the digest of the key's attestation.
SignersFile parse_signers(std::string_view text);

/// What a list of revoked keys gave.
struct RevokedKeys {
  std::set<std::string> keys;       ///< base64 of public keys
  std::vector<std::string> errors;  ///< `revoked_keys:3: …`
};

/// Parses a list of public keys, one a line, as `ssh-keygen -r` takes it; `#` starts a comment.
RevokedKeys parse_revoked(std::string_view text);

/// Those of the keys of `signers` that the file revokes, which git knows as
/// `gpg.ssh.revocationFile`: a list of public keys, or a KRL (ssh-keygen(1)). Throws `util::Error`
/// (unavailable) when it cannot be read.
std::set<std::string> revoked_by_file(const std::string& path,
                                      const std::vector<core::Signer>& signers,
                                      const util::Environment& environment);

/// The key a person signs with.
struct SigningKey {
  std::string argument;     ///< for `ssh-keygen -f`: a private or public key file; empty: a literal
                            ///< key that the agent holds
  std::string public_key;   ///< `ssh-ed25519 AAAA…` without comment
  std::string fingerprint;  ///< `SHA256:…`
  std::string source;       ///< where it was found: `user.signingkey`, `~/.ssh/id_ed25519.pub` …
  std::string program{};    ///< `gpg.ssh.program`; empty: ssh-keygen in PATH
};

/// Finds the signing key as records.md §2 says. Throws `util::Error` (refused) when there is none,
/// with the two commands that make one, or when the configured one is a GPG key; (unavailable) when
/// `ssh-keygen` is missing.
SigningKey find_signing_key(const git::Repository& repository,
                            const util::Environment& environment);

/// Signs and checks something that is no record. A key that would ask somebody for a passphrase
/// passes, and one of a security key or of `gpg.ssh.program` is not asked to sign. Throws
/// `util::Error`: refused when it cannot sign, unavailable when the signature cannot be checked.
void try_key(const SigningKey& key, const util::Environment& environment);

/// The raw SSHSIG blob over `message` in our namespace. Throws `util::Error` (refused) when the key
/// cannot sign, with ssh-keygen's own words.
std::string sign(const SigningKey& key, std::string_view message,
                 const util::Environment& environment);

/// What a signature proves.
struct Verification {
  core::SignatureState state = core::SignatureState::invalid;
  std::optional<core::Reason> problem;  ///< why it is invalid
  std::string key;                      ///< `SHA256:…`
  std::string public_key;               ///< base64 of the key blob in the signature
  core::Assurance assurance =
      core::Assurance::none;  ///< key, touch or verified, from the blob's flags
};

/// What an SSHSIG blob says of itself: its key and flags. `valid` where nothing speaks against it
/// but that the signature was not verified yet.
Verification claim_of(std::string_view signature);

/// The stock `ssh-keygen`. Throws `util::Error` (unavailable) when it is missing.
std::string find_ssh_keygen(const util::Environment& environment);

/// Checks an SSHSIG blob over `message` with `ssh-keygen -Y check-novalidate`; whose key it is is
/// looked up by `principal_of`. Throws `util::Error` (unavailable) when `ssh-keygen` is missing.
Verification verify(std::string_view signature, std::string_view message,
                    const util::Environment& environment);

/// Who the key belongs to at `now`; empty: nobody.
std::string principal_of(std::string_view public_key, const std::vector<core::Signer>& signers,
                         util::Time now);

/// Whether a line of the key that counts at `now` has the digest of an attestation.
bool is_attested(std::string_view public_key, const std::vector<core::Signer>& signers,
                 util::Time now);

/// The word in the comment of a line that says so: `attestation=sha256:…`
std::string attestation_word(std::string_view sha256);

/// The `allowed_signers` line for a principal and our namespace, with its LF.
std::string signer_line(std::string_view principal, std::string_view public_key);

}  // namespace sallyport::signoff
