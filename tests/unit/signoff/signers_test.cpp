#include "signoff/key/ssh.hpp"
#include "util/error.hpp"

#include <catch2/catch.hpp>

namespace sallyport::signoff::signers_test {
namespace {

const std::string k_key_1 =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB";
const std::string k_key_2 =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIC";
const std::string k_ours = R"(namespaces="signoff.v1@sallyport" )";

std::string blob(const std::string& key) {
  return key.substr(12);
}

util::Time at(std::int64_t seconds) {
  return util::Time{std::chrono::seconds{seconds}};
}

TEST_CASE("a literal line with one principal and our namespace counts") {
  const SignersFile file = parse_signers("# people\r\n\r\nalice@example.com " + k_ours + k_key_1 +
                                         " laptop\r\n\"bob@example.com\" NAMESPACES=\"git,"
                                         "signoff.v1@sallyport\" " +
                                         k_key_2);
  REQUIRE(file.errors.empty());
  REQUIRE(file.warnings.empty());
  REQUIRE(file.signers.size() == 2);
  REQUIRE(file.signers[0].principal == "alice@example.com");
  REQUIRE(file.signers[0].key_type == "ssh-ed25519");
  REQUIRE(file.signers[0].key == blob(k_key_1));
  REQUIRE(file.signers[1].principal == "bob@example.com");
}

TEST_CASE("patterns, lists, authorities and foreign namespaces give no approval") {
  const auto warning = [](const std::string& line) {
    const SignersFile file = parse_signers(line);
    REQUIRE(file.errors.empty());
    REQUIRE(file.signers.empty());
    REQUIRE(file.warnings.size() == 1);
    return file.warnings[0];
  };
  CHECK(warning("*@example.com " + k_ours + k_key_1) ==
        "allowed_signers:1: not counted: a pattern names no one person: '*@example.com'");
  CHECK(warning("!alice@example.com " + k_ours + k_key_1) ==
        "allowed_signers:1: not counted: a pattern names no one person: '!alice@example.com'");
  CHECK(
      warning("a@example.com,b@example.com " + k_ours + k_key_1) ==
      "allowed_signers:1: not counted: a list names no one person: 'a@example.com,b@example.com'");
  CHECK(warning("a@example.com cert-authority,namespaces=\"signoff.v1@sallyport\" " + k_key_1) ==
        "allowed_signers:1: not counted: a certificate authority names no one person: "
        "'a@example.com'");
  CHECK(warning("a@example.com " + k_key_1) ==
        "allowed_signers:1: not counted: no namespaces=\"signoff.v1@sallyport\": 'a@example.com'");
  CHECK(warning("a@example.com namespaces=\"git\" " + k_key_1) ==
        "allowed_signers:1: not counted: its namespaces do not name signoff.v1@sallyport: "
        "'a@example.com'");
  CHECK(warning("a@example.com namespaces=\"!sig*,signoff.v1@sallyport\" " + k_key_1) ==
        "allowed_signers:1: not counted: its namespaces take some out: 'a@example.com'");
  CHECK(warning("a\"b\"@example.com " + k_ours + k_key_1) ==
        "allowed_signers:1: not counted: ssh-keygen reads its principal otherwise: "
        "'a\"b\"@example.com'");
  CHECK(warning("a@example.com namespaces=\"*\" " + k_key_1) ==
        "allowed_signers:1: not counted: its namespaces do not name signoff.v1@sallyport: "
        "'a@example.com'");
}

TEST_CASE("one key under two principals is an error") {
  const SignersFile file = parse_signers("alice@example.com " + k_ours + k_key_1 +
                                         "\nmallory@example.com " + k_ours + k_key_1 + "\n");
  REQUIRE(file.errors ==
          std::vector<std::string>{"allowed_signers:2: the key of 'mallory@example.com' is also "
                                   "that of 'alice@example.com'"});
}

TEST_CASE("malformed lines are errors that name their line") {
  const auto error = [](const std::string& line) {
    const SignersFile file = parse_signers("\n" + line);
    REQUIRE(file.signers.empty());
    REQUIRE(file.errors.size() == 1);
    return file.errors[0];
  };
  CHECK(error("alice@example.com") == "allowed_signers:2: no public key of a type that counts");
  CHECK(error("alice@example.com ssh-ed25519 AAAA") ==
        "allowed_signers:2: no public key of a type that counts");
  CHECK(error("alice@example.com ssh-rsa " + blob(k_key_1)) ==
        "allowed_signers:2: no public key of a type that counts");
  CHECK(error("alice@example.com namespace=\"x\" " + k_key_1) ==
        "allowed_signers:2: unknown option 'namespace'");
  CHECK(error("a@example.com namespaces=signoff.v1@sallyport " + k_key_1) ==
        "allowed_signers:2: the value of 'namespaces' is not in double quotes");
  CHECK(error("a@example.com namespaces=\"a\",namespaces=\"b\" " + k_key_1) ==
        "allowed_signers:2: the option 'namespaces' is there twice");
  CHECK(error("a@example.com valid-before=\"20251301\" " + k_key_1) ==
        "allowed_signers:2: valid-before '20251301' is not YYYYMMDD[HHMM[SS]][Z]");
  CHECK(error("a@example.com valid-after=\"20260101\",valid-before=\"20250101\" " + k_key_1) ==
        "allowed_signers:2: valid-after is not before valid-before");
  CHECK(parse_signers(std::string(1'048'577, ' ')).errors.size() == 1);
  CHECK(parse_signers(std::string(10'001, '\n')).errors.size() == 1);
  CHECK(parse_signers(std::string(10'000, '\n')).errors.empty());
}

TEST_CASE("the comment of a security key's line can have the digest of an attestation") {
  const std::string key =
      "sk-ssh-ed25519@openssh.com "
      "AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4AAAA"
      "BHNzaDo=";
  const std::string blob = key.substr(key.find(' ') + 1);
  const std::string digest(64, 'a');
  const auto of = [&](const std::string& line) {
    return parse_signers("alice@example.com " + k_ours + line + "\n");
  };
  const SignersFile attested = of(key + " alice's token " + attestation_word(digest));
  REQUIRE(attested.errors.empty());
  CHECK(attested.signers.at(0).attestation == digest);
  CHECK(is_attested(blob, attested.signers, at(1763800000)));
  CHECK_FALSE(is_attested(k_key_1.substr(12), attested.signers, at(1763800000)));
  CHECK_FALSE(is_attested(blob, of(key + " no attestation").signers, at(1763800000)));
  CHECK(of(key + " attestation=sha256:abc").errors ==
        std::vector<std::string>{"allowed_signers:1: 'attestation=sha256:abc' is no SHA-256 in "
                                 "hexadecimal digits"});
  CHECK(of(k_key_1 + " " + attestation_word(digest)).errors ==
        std::vector<std::string>{"allowed_signers:1: only a security key has an attestation"});
}

TEST_CASE("dates are UTC and judged inclusively") {
  const SignersFile file = parse_signers(
      "alice@example.com valid-after=\"20251122\",valid-before=\"20251122082640Z\","
      "namespaces=\"signoff.v1@sallyport\" " +
      k_key_1);
  REQUIRE(file.errors.empty());
  const auto who = [&](std::int64_t now) {
    return principal_of(blob(k_key_1), file.signers, at(now));
  };
  CHECK(who(1763769599).empty());
  CHECK(who(1763769600) == "alice@example.com");
  CHECK(who(1763800000) == "alice@example.com");
  CHECK(who(1763800001).empty());
  CHECK(principal_of(blob(k_key_2), file.signers, at(1763800000)).empty());
}

TEST_CASE("an enrolled line is read back, and names one person") {
  const std::string line = signer_line("alice@example.com", k_key_1);
  REQUIRE(line == "alice@example.com namespaces=\"signoff.v1@sallyport\" " + k_key_1 + "\n");
  REQUIRE(parse_signers(line).signers.size() == 1);
  for (const std::string principal : {"", "*@example.com", "a b", "a,b", "a\nb", "#a", "\"a"}) {
    CHECK_THROWS_AS(signer_line(principal, k_key_1), util::Error);
  }
}

}  // namespace
}  // namespace sallyport::signoff::signers_test
