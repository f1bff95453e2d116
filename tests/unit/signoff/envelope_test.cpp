#include "signoff/record/envelope.hpp"

#include "sample.hpp"
#include "util/encoding.hpp"
#include "util/error.hpp"
#include "util/sha256.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace sallyport::signoff::envelope_test {
namespace {

using test::sample_entry;
using test::sample_record;

std::string envelope_of(std::string_view payload) {
  return encode_envelope(payload, "", "");
}

std::string refusal(std::string_view payload, std::string_view covers_file = "") {
  const auto decoded = decode_record(envelope_of(payload), covers_file);
  return decoded ? "accepted" : decoded.error();
}

/// The sample's payload with the first `from` replaced by `to`.
std::string altered(std::string_view from, std::string_view to) {
  std::string json = encode_payload(sample_record()).json;
  const auto position = json.find(from);
  REQUIRE(position != std::string::npos);
  return json.replace(position, from.size(), to);
}

TEST_CASE("a payload is canonical JSON, byte for byte") {
  REQUIRE(
      encode_payload(sample_record()).json ==
      R"({"_type":"https://in-toto.io/Statement/v1","predicate":{"answers":{"threats":"none that I could find"},)"
      R"("attended":{"agents":[],"seconds":412,"tty":true},)"
      R"("base":{"commit":"0100000000000000000000000000000000000000","tree":"0200000000000000000000000000000000000000"},)"
      R"("change":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",)"
      R"("covers":[{"new":"11507a0e2f5e69d5dfa40a62a1bd7b6ee57e6bcd85c67c9b8431b36fff21c437","new_mode":"100644",)"
      R"("old":"cba06b5736faf67e54b07b561eae94395e774c517a7d910a54369e1263ccfbd4","old_mode":"100644","path":"src/a.cc"}],)"
      R"("extends":[],"head":{"commit":null,"tree":"0300000000000000000000000000000000000000"},"item":"security",)"
      R"("item_sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","notes":"","repo":"acme/widgets",)"
      R"("signer":"alice@example.com","target":"refs/heads/main","time":1763800000,"tool":"sallyport 0.1.0","verdict":"approve"},)"
      R"("predicateType":"urn:sallyport:signoff:v1","subject":[{"digest":)"
      R"({"sha256":"d3f339e903e974131afd24c7a3d055e4b21b1aa4b31e8c3f5a1179550c6d8065"},"name":"change"}]})");
}

TEST_CASE("a record comes back from its envelope as it went in") {
  core::SignoffRecord record = sample_record();
  record.verdict = core::RecordVerdict::reject;
  record.extends = {std::string(64, 'c')};
  record.attended.agents = {"cursor"};
  record.notes = "line\nwith \"quotes\", a \\ and \x01\x1f";
  record.covers = {sample_entry("a"), sample_entry("b\xff"), sample_entry("caf\xc3\xa9")};
  const std::string payload = encode_payload(record).json;
  const std::string file = encode_envelope(payload, "the signature", "SHA256:abc");

  const auto decoded = decode_record(file, "");

  REQUIRE(decoded);
  REQUIRE(decoded->first.id == util::to_hex(util::sha256(payload)));
  REQUIRE(decoded->first.file == util::to_hex(util::sha256(file)));
  REQUIRE(decoded->first.verdict == core::RecordVerdict::reject);
  REQUIRE(decoded->first.notes == record.notes);
  REQUIRE(decoded->first.covers == record.covers);
  REQUIRE(decoded->first.subject == util::to_hex(core::change_digest(record.covers)));
  REQUIRE(decoded->first.extends == record.extends);
  REQUIRE(decoded->first.attended.agents == record.attended.agents);
  REQUIRE(decoded->first.base.commit == record.base.commit);
  REQUIRE_FALSE(decoded->first.head.commit);
  REQUIRE(decoded->first.time == record.time);
  REQUIRE(decoded->second.payload == payload);
  REQUIRE(decoded->second.signature == "the signature");
  REQUIRE(decoded->second.keyid == "SHA256:abc");
}

TEST_CASE("control characters are escaped as lower-case \\u00xx, never in a short form") {
  core::SignoffRecord record = sample_record();
  record.notes = "\n\t\x1f\x7f/\xe2\x82\xac";
  REQUIRE(encode_payload(record).json.find(
              "\"notes\":\"\\u000a\\u0009\\u001f\x7f/\xe2\x82\xac\"") != std::string::npos);
}

TEST_CASE("a path that is not UTF-8 is percent-encoded and says so") {
  core::SignoffRecord record = sample_record();
  record.covers = {sample_entry("src/\xff.c")};
  REQUIRE(encode_payload(record).json.find(R"("path":"src/%FF.c","path_encoding":"percent")") !=
          std::string::npos);
}

TEST_CASE("a text that is not UTF-8 is not recorded") {
  core::SignoffRecord record = sample_record();
  record.notes = "\xff";
  REQUIRE_THROWS_AS(encode_payload(record), util::Error);
}

TEST_CASE("a declaration keeps its steps, and only a declaration has them") {
  core::SignoffRecord record = sample_record();
  record.item = "provenance";
  record.answers = {{"origin", "human"}, {"tool", ""}};
  record.steps = {std::string(64, 'd')};
  const auto decoded = decode_record(envelope_of(encode_payload(record).json), "");
  REQUIRE(decoded);
  REQUIRE(decoded->first.steps == record.steps);

  REQUIRE(refusal(altered(R"("target":)", R"("steps":[],"target":)")) ==
          "unknown key 'predicate.steps'");
}

TEST_CASE("a waiver keeps its terms, and only a waiver has them") {
  core::SignoffRecord record = sample_record();
  record.verdict = core::RecordVerdict::waive;
  record.reason = "production is down";
  record.ticket = "OPS-7";
  record.until = test::k_time + std::chrono::hours(24);
  const std::string payload = encode_payload(record).json;
  REQUIRE(payload.find(R"("until":1763886400,"verdict":"waive")") != std::string::npos);
  const auto decoded = decode_record(envelope_of(payload), "");
  REQUIRE(decoded);
  REQUIRE(decoded->first.reason == "production is down");
  REQUIRE(decoded->first.ticket == "OPS-7");
  REQUIRE(decoded->first.until == record.until);

  REQUIRE(refusal(altered(R"("target":)", R"("ticket":"OPS-7","target":)")) ==
          "unknown key 'predicate.ticket'");
}

TEST_CASE("more than 1,000 covers go to a file beside the record") {
  core::SignoffRecord record = sample_record();
  record.covers.clear();
  for (int i = 0; i < 1001; ++i) {
    record.covers.push_back(sample_entry(std::to_string(i)));
  }
  std::sort(record.covers.begin(), record.covers.end());
  const Payload payload = encode_payload(record);
  REQUIRE(payload.json.find("\"covers\":{\"count\":1001,\"sha256\":\"" +
                            util::to_hex(util::sha256(payload.covers_file))) != std::string::npos);

  const auto decoded = decode_record(envelope_of(payload.json), payload.covers_file);
  REQUIRE(decoded);
  REQUIRE(decoded->first.covers == record.covers);
  REQUIRE(refusal(payload.json) == "its covers file is missing");
  REQUIRE(refusal(payload.json, payload.covers_file + " ") ==
          "its covers file is not the one that was signed");

  record.covers.pop_back();
  REQUIRE(encode_payload(record).covers_file.empty());
}

TEST_CASE("a payload that is not its own canonical form is refused") {
  REQUIRE(refusal(altered("src/a.cc", "src/a.cc")) == "accepted");
  REQUIRE(refusal(altered(",\"notes\"", ", \"notes\"")) == "the payload is not in canonical form");
  REQUIRE(refusal(altered("alice", "\\u0061lice")) == "the payload is not in canonical form");
  REQUIRE(refusal(altered("\"notes\":\"\"", "\"notes\":\"\\n\"")) ==
          "the payload is not in canonical form");
  REQUIRE(refusal("\xef\xbb\xbf" + encode_payload(sample_record()).json) ==
          "the payload is not in canonical form");
  REQUIRE(refusal(altered(R"("item":"security",)", "") + "\n") == "predicate.item is missing");
  REQUIRE(refusal(encode_payload(sample_record()).json + "\n") ==
          "the payload is not in canonical form");
  REQUIRE(refusal(altered(R"("_type":"https://in-toto.io/Statement/v1",)", "")) ==
          "_type is missing");
}

TEST_CASE("duplicate keys, floats, deep and broken JSON are refused") {
  REQUIRE(refusal(altered(R"("notes":"")", R"("notes":"","notes":"x")")) ==
          "malformed payload: the key 'notes' is there twice");
  REQUIRE(refusal(altered("1763800000", "1763800000.0")) ==
          "malformed payload: a number that is not an integer");
  REQUIRE(refusal(altered("1763800000", "18446744073709551615")) ==
          "malformed payload: an integer that does not fit in 64 bits");
  REQUIRE(refusal(altered("1763800000", "-1")) == "predicate.time has the wrong type");
  REQUIRE(refusal(altered("1763800000", "253402300800")) == "predicate.time is too large");
  REQUIRE(refusal(std::string(1'000'000, '[')) == "malformed payload: more than 8 levels");
  REQUIRE(refusal("{") == "malformed payload: not JSON");
  REQUIRE(refusal(altered("alice", "\xff")) == "malformed payload: not JSON");
  REQUIRE(refusal("[]") == "the payload is not an object");
}

TEST_CASE("unknown versions and keys are refused") {
  REQUIRE(refusal(altered("Statement/v1", "Statement/v2")) ==
          "unknown _type 'https://in-toto.io/Statement/v2'");
  REQUIRE(refusal(altered("signoff:v1", "signoff:v2")) ==
          "unknown predicateType 'urn:sallyport:signoff:v2'");
  REQUIRE(refusal(altered(R"("notes":"")", R"("notes":"","shadow":1)")) ==
          "unknown key 'predicate.shadow'");
  REQUIRE(refusal(altered("approve", "accept")) == "unknown predicate.verdict");
  REQUIRE(refusal(altered(R"("tty":true)", R"("tty":1)")) ==
          "predicate.attended.tty has the wrong type");
}

TEST_CASE("covers must be sorted, without duplicates, and hash to the subject") {
  REQUIRE(refusal(altered("src/a.cc", "src/b.cc")) == "the covers do not hash to the subject");
  core::SignoffRecord record = sample_record();
  record.covers = {sample_entry("b"), sample_entry("a")};
  REQUIRE(refusal(encode_payload(record).json) ==
          "the covers are not in order of their paths, or one is there twice");
  record.covers = {sample_entry("a"), sample_entry("a")};
  REQUIRE(refusal(encode_payload(record).json) ==
          "the covers are not in order of their paths, or one is there twice");
  REQUIRE(refusal(altered(R"("path":"src/a.cc")", R"("path":"src/\u0000a.cc")")) ==
          "a cover has no valid path");
  REQUIRE(refusal(altered(R"("new_mode":"100644")", R"("new_mode":"0100644")")) ==
          "covers.new_mode is not six octal digits");
}

TEST_CASE("the pre-authentication encoding is that of DSSE version 1") {
  REQUIRE(pre_authentication_encoding("hello world") ==
          "DSSEv1 28 application/vnd.in-toto+json 11 hello world");
}

TEST_CASE("an envelope is one line of JSON") {
  REQUIRE(encode_envelope("{}", "sig", "SHA256:x") ==
          R"({"payload":"e30=","payloadType":"application/vnd.in-toto+json",)"
          R"("signatures":[{"keyid":"SHA256:x","sig":"c2ln"}]})"
          "\n");
  REQUIRE(encode_envelope("{}", "", "") ==
          R"({"payload":"e30=","payloadType":"application/vnd.in-toto+json","signatures":[]})"
          "\n");
}

TEST_CASE("an envelope that is malformed, of another type or signed twice is refused") {
  const auto error = [](std::string_view file) {
    const auto envelope = decode_envelope(file);
    return envelope ? "accepted" : envelope.error();
  };
  REQUIRE(error("") == "malformed envelope: not JSON");
  REQUIRE(error(R"({"payload":"e30=","payloadType":"text/plain","signatures":[]})") ==
          "malformed envelope: unknown payloadType 'text/plain'");
  REQUIRE(
      error(R"({"payload":"e30","payloadType":"application/vnd.in-toto+json","signatures":[]})") ==
      "malformed envelope: payload is not base64");
  REQUIRE(error(R"({"payload":"e30=","payloadType":"application/vnd.in-toto+json",)"
                R"("signatures":[{"sig":"YQ=="},{"sig":"YQ=="}]})") ==
          "malformed envelope: more than one signature");
  REQUIRE(error(R"({"payload":"e30=","payloadType":"application/vnd.in-toto+json",)"
                R"("signatures":[{"sig":""}]})") == "malformed envelope: the signature is empty");
  REQUIRE(error(R"({"payload":"e30=","payload":"e30=","payloadType":"x","signatures":[]})") ==
          "malformed envelope: the key 'payload' is there twice");
}

}  // namespace
}  // namespace sallyport::signoff::envelope_test
