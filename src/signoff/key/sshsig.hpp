#pragma once

#include "util/signature.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sallyport::signoff {

/// A public key as SSH files hold it.
struct PublicKey {
  std::string type;  ///< `ssh-ed25519` …
  std::string blob;  ///< raw
};

/// Whether signatures of this key type count: the plain ones of ssh-keygen(1), no certificates.
bool is_key_type(std::string_view type);

/// Whether it is one of those whose private half a FIDO authenticator holds (PROTOCOL.u2f).
bool is_security_key(std::string_view type);

/// The first two words of `text`, a key type and the base64 of its blob; nothing when they are not
/// a public key of a type that counts.
std::optional<PublicKey> parse_public_key(std::string_view text);

/// The key of a raw blob.
std::optional<PublicKey> public_key_of_blob(std::string_view blob);

/// `ssh-ed25519 AAAA…`
std::string to_string(const PublicKey& key);

/// `SHA256:` and the unpadded base64 of the blob's digest, as `ssh-keygen -l` shows it.
std::string fingerprint(std::string_view blob);

/// The public key inside an unencrypted or encrypted `OPENSSH PRIVATE KEY` file, which needs no
/// passphrase (PROTOCOL.key); nothing for any other file.
std::optional<PublicKey> public_half(std::string_view private_key_file);

/// The parts of an SSHSIG blob that decide (PROTOCOL.sshsig).
struct SshSignature {
  PublicKey key;
  std::string name_space;
  std::string hash;  ///< of the message: `sha256` or `sha512`
  std::string blob;  ///< the signature itself, with its type
  std::optional<std::uint8_t>
      flags;  ///< of a security key's signature: 0x01 present, 0x04 verified
};

/// Takes an SSHSIG blob apart, the signature itself unchecked. The error is one lower-case line.
tl::expected<SshSignature, std::string> parse_sshsig(std::string_view blob);

/// Whether a signature over `message` holds, found out without `ssh-keygen`, which takes 300 times
/// as long. What fails is a signature of nobody; what holds counts only once `ssh-keygen` says so.
util::SignatureAnswer check_quickly(const SshSignature& signature, std::string_view message);

/// The raw blob of an armored signature; nothing when it is none.
std::optional<std::string> strip_armor(std::string_view text);

/// The inverse: what `ssh-keygen -s` reads.
std::string armor(std::string_view blob);

}  // namespace sallyport::signoff
