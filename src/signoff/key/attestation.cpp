#include "signoff/key/attestation.hpp"

#include "signoff/key/sshsig.hpp"
#include "signoff/key/wire.hpp"
#include "util/certificate.hpp"
#include "util/encoding.hpp"
#include "util/sha256.hpp"

#include <fmt/format.h>

#include <optional>

namespace sallyport::signoff {
namespace {

constexpr std::string_view k_attestation_magic = "ssh-sk-attest-v01";
constexpr std::size_t k_digest_size = 32;
/// id-fido-gen-ce-aaguid: the model that a certificate is for.
constexpr const char* k_model_extension = "1.3.6.1.4.1.45724.1.1.4";
constexpr std::uint32_t k_present_and_attested = 0x41;

/// The parts of the file.
struct Statement {
  std::string_view certificate;  ///< DER; empty: the key vouches for itself
  std::string_view signature;
  std::string_view data;  ///< authenticator data
};

/// Authenticator data, Web Authentication Level 2, §6.1 and §6.5.1.
struct AuthenticatorData {
  std::string_view application;  ///< SHA-256
  std::uint32_t flags = 0;
  std::string_view model;  ///< AAGUID
  std::string_view credential;
  std::string_view key;  ///< begins with the COSE key
};

/// What an authenticator says of a key, made from the SSH key itself.
struct Expected {
  std::string application;  ///< SHA-256
  std::string cose_key;     ///< in the canonical CBOR that CTAP2 asks for (RFC 8152 §13)
  std::string point;        ///< uncompressed, of a P-256 key; else empty
};

/// The content of a CBOR byte string that is all there is.
std::optional<std::string_view> byte_string(std::string_view cbor) {
  WireReader reader(cbor);
  const std::uint32_t head = reader.number(1);
  if (head != 0x58 && head != 0x59) {
    return std::nullopt;
  }
  const std::string_view content = reader.take(reader.number(head == 0x58 ? 1 : 2));
  return reader.at_end() ? std::optional(content) : std::nullopt;
}

std::optional<Statement> parse_statement(std::string_view file) {
  WireReader reader(file);
  const bool is_ours = reader.text() == k_attestation_magic;
  Statement statement;
  statement.certificate = reader.text();
  statement.signature = reader.text();
  const std::string_view data = reader.text();
  reader.uint32();  // reserved flags
  reader.text();    // reserved
  statement.data = data.empty() ? data : byte_string(data).value_or("");
  const bool is_whole = is_ours && reader.at_end() && statement.data.empty() == data.empty();
  return is_whole ? std::optional(statement) : std::nullopt;
}

std::optional<AuthenticatorData> parse_data(std::string_view bytes) {
  WireReader reader(bytes);
  AuthenticatorData data;
  data.application = reader.take(k_digest_size);
  data.flags = reader.number(1);
  reader.uint32();  // counter
  data.model = reader.take(16);
  data.credential = reader.take(reader.number(2));
  data.key = reader.rest();
  return reader.failed() ? std::nullopt : std::optional(data);
}

std::optional<Expected> expected_of(const PublicKey& key) {
  WireReader reader(key.blob);
  Expected expected;
  if (reader.text() == "sk-ssh-ed25519@openssh.com") {
    expected.cose_key = "\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20" + std::string(reader.text());
  } else {
    reader.text();  // curve
    expected.point = reader.text();
    const std::string_view point = expected.point;
    if (point.size() != 1 + 2 * k_digest_size || point.front() != '\x04') {
      return std::nullopt;
    }
    expected.cose_key = fmt::format("\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20{}\x22\x58\x20{}",
                                    point.substr(1, k_digest_size), point.substr(33));
  }
  expected.application = util::sha256_bytes(reader.text());
  return reader.at_end() ? std::optional(expected) : std::nullopt;
}

/// Why the data is not about the key; empty: it is.
std::string why_not_about(const Expected& expected, const AuthenticatorData& data) {
  if (data.application != expected.application || !data.key.starts_with(expected.cose_key)) {
    return "it is about another key";
  }
  return (data.flags & k_present_and_attested) == k_present_and_attested
             ? ""
             : "the authenticator was not touched";
}

/// Whether the certificate's key signed, in either format; what they sign never begins alike.
bool is_signed(const Statement& statement, const AuthenticatorData& data, const Expected& expected,
               std::string_view challenge) {
  const std::string asked = util::sha256_bytes(challenge);
  const std::string packed = std::string(statement.data) + asked;
  const std::string u2f =
      fmt::format("{}{}{}{}{}", '\0', data.application, asked, data.credential, expected.point);
  return util::is_signed_by(statement.certificate, packed, statement.signature) ||
         (!expected.point.empty() &&
          util::is_signed_by(statement.certificate, u2f, statement.signature));
}

/// Whether a certificate that names a model names that one; the value is a DER octet string.
bool is_for_model(std::string_view certificate, std::string_view model) {
  const auto named = util::extension_of(certificate, k_model_extension);
  return !named || *named == "\x04\x10" + std::string(model);
}

}  // namespace

tl::expected<Attestation, std::string> verify_attestation(std::string_view public_key,
                                                          const AttestationFiles& files,
                                                          const std::string& trusted,
                                                          util::Time now) {
  const auto fail = [](std::string why) { return tl::unexpected(std::move(why)); };
  const auto key = parse_public_key(public_key);
  const auto expected = key && is_security_key(key->type) ? expected_of(*key) : std::nullopt;
  if (!expected) {
    return fail("only a security key has an attestation");
  }
  const auto statement = parse_statement(files.attestation);
  if (!statement) {
    return fail("it is not what 'ssh-keygen -O write-attestation' writes");
  }
  if (statement->certificate.empty()) {
    return fail("it has no certificate, so nobody vouches for the authenticator");
  }
  const auto data = parse_data(statement->data);
  if (!data) {
    return fail("its authenticator data is malformed");
  }
  if (std::string why = why_not_about(*expected, *data); !why.empty()) {
    return fail(std::move(why));
  }
  if (!is_signed(*statement, *data, *expected, files.challenge)) {
    return fail("its signature does not match it and the challenge");
  }
  auto issuer = util::issuer_of(statement->certificate, trusted, now);
  if (!issuer) {
    return fail(std::move(issuer.error()));
  }
  if (!is_for_model(statement->certificate, data->model)) {
    return fail("its certificate is for another model");
  }
  return Attestation{util::to_hex(util::sha256(files.attestation)), *std::move(issuer)};
}

}  // namespace sallyport::signoff
