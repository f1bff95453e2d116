#include "signoff/record/envelope.hpp"

#include "signoff/record/fields.hpp"
#include "signoff/record/json.hpp"
#include "signoff/record/statement.hpp"
#include "util/encoding.hpp"
#include "util/sha256.hpp"

#include <fmt/format.h>

namespace sallyport::signoff {
namespace {

constexpr std::string_view k_payload_type = "application/vnd.in-toto+json";

std::string read_base64(Fields& fields, const std::string& key) {
  const auto bytes = util::parse_base64(fields.text(key));
  if (!bytes) {
    fields.fail(fmt::format("{} is not base64", key));
  }
  return bytes.value_or("");
}

/// DSSE makes `keyid` optional, and a mere hint.
void read_signature(const Json& signature, Envelope& envelope, std::string& problem) {
  Fields fields(signature, "signatures", problem);
  envelope.signature = read_base64(fields, "sig");
  if (fields.has("keyid")) {
    envelope.keyid = fields.text("keyid");
  }
  if (envelope.signature.empty()) {
    fields.fail("the signature is empty");
  }
}

}  // namespace

std::string pre_authentication_encoding(std::string_view payload) {
  return fmt::format("DSSEv1 {} {} {} {}", k_payload_type.size(), k_payload_type, payload.size(),
                     payload);
}

std::optional<std::string> payload_of(std::string_view encoding) {
  const auto start = encoding.find('{');
  if (start == std::string_view::npos) {
    return std::nullopt;
  }
  std::string payload(encoding.substr(start));
  return pre_authentication_encoding(payload) == encoding ? std::optional(std::move(payload))
                                                          : std::nullopt;
}

std::string encode_envelope(std::string_view payload, std::string_view signature,
                            std::string_view keyid) {
  Json signatures = Json::array();
  if (!signature.empty()) {
    signatures.push_back({{"keyid", keyid}, {"sig", util::to_base64(signature)}});
  }
  return canonical_json({{"payload", util::to_base64(payload)},
                         {"payloadType", k_payload_type},
                         {"signatures", std::move(signatures)}}) +
         "\n";
}

tl::expected<Envelope, std::string> decode_envelope(std::string_view envelope_file) {
  const auto json = parse_json(envelope_file);
  if (!json) {
    return tl::unexpected("malformed envelope: " + json.error());
  }
  std::string problem;
  Envelope envelope;
  Fields fields(*json, "", problem);
  fields.constant("payloadType", k_payload_type);
  envelope.payload = read_base64(fields, "payload");
  const Json& signatures = fields.member("signatures", Json::value_t::array);
  if (signatures.size() > 1) {
    fields.fail("more than one signature");
  }
  for (const Json& signature : signatures) {
    read_signature(signature, envelope, problem);
  }
  if (!problem.empty()) {
    return tl::unexpected("malformed envelope: " + problem);
  }
  return envelope;
}

tl::expected<std::pair<core::SignoffRecord, Envelope>, std::string> decode_record(
    std::string_view envelope_file, std::string_view covers_file) {
  auto envelope = decode_envelope(envelope_file);
  if (!envelope) {
    return tl::unexpected(envelope.error());
  }
  auto record = decode_statement(envelope->payload, covers_file);
  if (!record) {
    return tl::unexpected(record.error());
  }
  record->file = util::to_hex(util::sha256(envelope_file));
  return std::pair{*std::move(record), *std::move(envelope)};
}

}  // namespace sallyport::signoff
