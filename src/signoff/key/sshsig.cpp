#include "signoff/key/sshsig.hpp"

#include "signoff/key/wire.hpp"
#include "util/encoding.hpp"
#include "util/sha256.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sallyport::signoff {
namespace {

constexpr std::size_t k_largest_signature = 65536;
constexpr std::string_view k_begin = "-----BEGIN SSH SIGNATURE-----";
constexpr std::string_view k_end = "-----END SSH SIGNATURE-----";
constexpr std::string_view k_begin_key = "-----BEGIN OPENSSH PRIVATE KEY-----";
constexpr std::string_view k_end_key = "-----END OPENSSH PRIVATE KEY-----";

constexpr std::array<std::string_view, 7> k_key_types{"ssh-ed25519",
                                                      "sk-ssh-ed25519@openssh.com",
                                                      "ecdsa-sha2-nistp256",
                                                      "ecdsa-sha2-nistp384",
                                                      "ecdsa-sha2-nistp521",
                                                      "sk-ecdsa-sha2-nistp256@openssh.com",
                                                      "ssh-rsa"};

/// The base64 between two marker lines, without its line breaks.
std::optional<std::string> between(std::string_view text, std::string_view begin,
                                   std::string_view end) {
  text = util::trim(text);
  if (!text.starts_with(begin) || !text.ends_with(end) || text.size() < begin.size() + end.size()) {
    return std::nullopt;
  }
  text = text.substr(begin.size(), text.size() - begin.size() - end.size());
  std::string base64(text);
  std::erase_if(base64, [](char c) { return c == '\n' || c == '\r'; });
  return util::parse_base64(base64);
}

/// The type that the signature itself must name for a key of `key_type`. A WebAuthn signature has
/// another type and other contents; it does not count.
bool fits(std::string_view signature_type, std::string_view key_type) {
  if (key_type == "ssh-rsa") {
    return signature_type == "rsa-sha2-256" || signature_type == "rsa-sha2-512";
  }
  return signature_type == key_type;
}

tl::expected<std::optional<std::uint8_t>, std::string> read_flags(std::string_view blob,
                                                                  std::string_view key_type) {
  WireReader reader(blob);
  if (!fits(reader.text(), key_type)) {
    return tl::unexpected(std::string("the signature is of another type than its key"));
  }
  reader.text();
  std::optional<std::uint8_t> flags;
  if (is_security_key(key_type)) {
    const std::string_view byte = reader.take(1);
    flags = byte.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(byte.front());
    reader.uint32();
  }
  if (!reader.at_end()) {
    return tl::unexpected(std::string("the signature is malformed"));
  }
  return flags;
}

std::string wire_text(std::string_view text) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes += static_cast<char>((text.size() >> static_cast<unsigned>(shift)) & 0xffU);
  }
  return bytes + std::string(text);
}

/// What is signed (PROTOCOL.sshsig, "Signed Data"); nothing is reserved.
std::string signed_bytes_of(const SshSignature& signature, std::string_view message) {
  const std::string digest =
      signature.hash == "sha512" ? util::sha512(message) : util::sha256_bytes(message);
  return "SSHSIG" + wire_text(signature.name_space) + wire_text("") + wire_text(signature.hash) +
         wire_text(digest);
}

/// What a security key signs (PROTOCOL.u2f); `flags_and_counter` are as in the signature.
std::string bytes_of_security_key(std::string_view application, std::string_view flags_and_counter,
                                  std::string_view message) {
  return util::sha256_bytes(application) + std::string(flags_and_counter) +
         util::sha256_bytes(message);
}

/// A curve by the key types on it.
struct Curve {
  std::string_view type;
  const char* name;  ///< OpenSSL's
  const char* hash;
};

constexpr std::array<Curve, 4> k_curves{{
    {"ecdsa-sha2-nistp256", "prime256v1", "SHA256"},
    {"ecdsa-sha2-nistp384", "secp384r1", "SHA384"},
    {"ecdsa-sha2-nistp521", "secp521r1", "SHA512"},
    {"sk-ecdsa-sha2-nistp256@openssh.com", "prime256v1", "SHA256"},
}};

const Curve* curve_of(std::string_view type) {
  const auto* const found = std::find_if(k_curves.begin(), k_curves.end(),
                                         [&](const Curve& c) { return c.type == type; });
  return found == k_curves.end() ? nullptr : found;
}

}  // namespace

bool is_key_type(std::string_view type) {
  return std::find(k_key_types.begin(), k_key_types.end(), type) != k_key_types.end();
}

bool is_security_key(std::string_view type) {
  return is_key_type(type) && type.starts_with("sk-");
}

std::optional<PublicKey> public_key_of_blob(std::string_view blob) {
  WireReader reader(blob);
  const std::string_view type = reader.text();
  if (!is_key_type(type) || reader.at_end()) {
    return std::nullopt;
  }
  return PublicKey{std::string(type), std::string(blob)};
}

std::optional<PublicKey> parse_public_key(std::string_view text) {
  text = util::trim(text);
  const auto type_end = std::min(text.find_first_of(" \t"), text.size());
  const std::string_view rest = util::trim(text.substr(type_end));
  const auto blob =
      util::parse_base64(rest.substr(0, std::min(rest.find_first_of(" \t\r\n"), rest.size())));
  auto key = public_key_of_blob(blob.value_or(""));
  if (!key || key->type != text.substr(0, type_end)) {
    return std::nullopt;
  }
  return key;
}

std::string to_string(const PublicKey& key) {
  return key.type + " " + util::to_base64(key.blob);
}

std::string fingerprint(std::string_view blob) {
  std::string base64 = util::to_base64(util::sha256_bytes(blob));
  base64.erase(base64.find_last_not_of('=') + 1);
  return "SHA256:" + base64;
}

std::optional<PublicKey> public_half(std::string_view private_key_file) {
  static constexpr std::string_view k_magic{"openssh-key-v1\0", 15};
  const auto bytes = between(private_key_file, k_begin_key, k_end_key);
  WireReader reader(bytes ? std::string_view(*bytes) : std::string_view());
  if (reader.take(k_magic.size()) != k_magic) {
    return std::nullopt;
  }
  reader.text();  // cipher
  reader.text();  // key derivation
  reader.text();  // and its options
  if (reader.uint32() != 1) {
    return std::nullopt;
  }
  return public_key_of_blob(reader.text());
}

tl::expected<SshSignature, std::string> parse_sshsig(std::string_view blob) {
  WireReader reader(blob);
  if (blob.size() > k_largest_signature || reader.take(6) != "SSHSIG" || reader.uint32() != 1) {
    return tl::unexpected(std::string("not an SSH signature of version 1"));
  }
  auto key = public_key_of_blob(reader.text());
  const std::string_view name_space = reader.text();
  reader.text();  // reserved, to be ignored
  const std::string_view hash = reader.text();
  const std::string_view signature = reader.text();
  if (!reader.at_end()) {
    return tl::unexpected(std::string("the signature is malformed"));
  }
  if (!key) {
    return tl::unexpected(std::string("the signature's key is of a type that does not count"));
  }
  if (hash != "sha256" && hash != "sha512") {
    return tl::unexpected(std::string("the signature uses an unknown hash"));
  }
  const auto flags = read_flags(signature, key->type);
  if (!flags) {
    return tl::unexpected(flags.error());
  }
  return SshSignature{*std::move(key), std::string(name_space), std::string(hash),
                      std::string(signature), *flags};
}

util::SignatureAnswer check_quickly(const SshSignature& signature, std::string_view message) {
  WireReader key(signature.key.blob);
  WireReader blob(signature.blob);
  const std::string_view type = key.text();
  const std::string_view signature_type = blob.text();
  const std::string_view value = blob.text();
  std::string signed_bytes = signed_bytes_of(signature, message);
  if (type == "ssh-rsa") {
    const std::string_view exponent = key.text();
    return util::check_rsa({key.text(), exponent},
                           signature_type == "rsa-sha2-512" ? "SHA512" : "SHA256", signed_bytes,
                           value);
  }
  const Curve* const curve = curve_of(type);
  if (curve != nullptr) {
    key.text();  // the name of the curve
  }
  const std::string_view public_part = key.text();
  if (is_security_key(type)) {
    signed_bytes = bytes_of_security_key(key.text(), blob.rest(), signed_bytes);
  }
  if (curve == nullptr) {
    return util::check_ed25519(public_part, signed_bytes, value);
  }
  WireReader numbers(value);
  const std::string_view r = numbers.text();
  return util::check_ecdsa({curve->name, public_part}, curve->hash, signed_bytes,
                           {r, numbers.text()});
}

std::optional<std::string> strip_armor(std::string_view text) {
  return between(text, k_begin, k_end);
}

std::string armor(std::string_view blob) {
  static constexpr std::size_t k_width = 70;
  const std::string base64 = util::to_base64(blob);
  std::string text(k_begin);
  for (std::size_t position = 0; position < base64.size(); position += k_width) {
    text += "\n" + base64.substr(position, k_width);
  }
  return text + "\n" + std::string(k_end) + "\n";
}

}  // namespace sallyport::signoff
