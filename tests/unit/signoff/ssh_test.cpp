#include "signoff/key/ssh.hpp"

#include "report/phrases.hpp"
#include "signoff/key/sshsig.hpp"
#include "signoff/record/envelope.hpp"
#include "ssh_sample.hpp"
#include "util/encoding.hpp"
#include "util/error.hpp"
#include "wire_sample.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <vector>

namespace sallyport::signoff::ssh_test {
namespace {

using test::Home;
using test::wire;
using test::wire_number;

/// An sk-ssh-ed25519 signature made in software: what a security key signs, signed by openssl.
std::string security_key_signature(Home& home, std::string_view message, char flags) {
  const std::string key = (home.path() / "sk.pem").string();
  home.run({"openssl", "genpkey", "-algorithm", "ed25519", "-out", key});
  const std::string der = home.run({"openssl", "pkey", "-in", key, "-pubout", "-outform", "DER"});
  const std::string type = "sk-ssh-ed25519@openssh.com";
  const std::string signed_part = "SSHSIG" + wire(core::k_namespace) + wire("") + wire("sha256") +
                                  wire(util::sha256_bytes(message));
  const std::string counter = wire_number(7);
  const auto file = home.path() / "sk.message";
  util::write_file(file,
                   util::sha256_bytes("ssh:") + flags + counter + util::sha256_bytes(signed_part));
  const std::string signature =
      home.run({"openssl", "pkeyutl", "-sign", "-rawin", "-inkey", key, "-in", file.string()});
  return "SSHSIG" + wire_number(1) +
         wire(wire(type) + wire(der.substr(der.size() - 32)) + wire("ssh:")) +
         wire(core::k_namespace) + wire("") + wire("sha256") +
         wire(wire(type) + wire(signature) + flags + counter);
}

TEST_CASE("a signature is verified, and belongs to the key that made it") {
  Home home;
  for (const std::string type : {"ed25519", "ecdsa", "rsa"}) {
    const SigningKey key = home.make_key(type, type);
    const Verification verification =
        verify(sign(key, "message", home.environment()), "message", home.environment());
    CHECK_FALSE(verification.problem);
    CHECK(verification.state == core::SignatureState::valid);
    CHECK(verification.key == key.fingerprint);
    CHECK(key.public_key.ends_with(" " + verification.public_key));
    CHECK(verification.assurance == core::Assurance::key);
  }
}

util::SignatureAnswer quickly(const std::string& blob, std::string_view message) {
  const auto signature = parse_sshsig(blob);
  REQUIRE(signature);
  return check_quickly(*signature, message);
}

TEST_CASE("a signature that holds and one that fails are told apart without ssh-keygen") {
  using util::SignatureAnswer;
  Home home;
  std::vector<std::string> blobs{security_key_signature(home, "message", 1)};
  for (const auto& [type, bits] : std::map<std::string, std::vector<std::string>>{
           {"ed25519", {"256"}}, {"ecdsa", {"256", "384", "521"}}, {"rsa", {"2048", "3072"}}}) {
    for (const std::string& size : bits) {
      const std::string file = (home.path() / (type + size)).string();
      home.run({"ssh-keygen", "-q", "-t", type, "-b", size, "-N", "", "-C", "x", "-f", file});
      const SigningKey key{file, "", "", "", ""};
      // Numbers of an ECDSA signature differ in length from one to the next.
      for (int round = 0; round < (type == "ecdsa" ? 8 : 2); ++round) {
        blobs.push_back(sign(key, "message", home.environment()));
      }
    }
  }
  for (std::string& blob : blobs) {
    CHECK(quickly(blob, "message") == SignatureAnswer::holds);
    CHECK(quickly(blob, "massage") == SignatureAnswer::fails);
    blob[blob.size() - 8] = static_cast<char>(blob[blob.size() - 8] ^ 1);
    CHECK(quickly(blob, "message") == SignatureAnswer::fails);
  }
}

TEST_CASE("a signature over other bytes is invalid") {
  Home home;
  const std::string signature = sign(home.make_key("key"), "message", home.environment());
  const Verification verification = verify(signature, "massage", home.environment());
  REQUIRE(verification.state == core::SignatureState::invalid);
  REQUIRE(verification.assurance == core::Assurance::none);
  REQUIRE(report::phrase(verification.problem).starts_with("the signature does not match: "));
}

TEST_CASE("a signature made for another namespace is invalid") {
  Home home;
  const SigningKey key = home.make_key("key");
  util::write_file(home.path() / "message", "message");
  home.run({"ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f", key.argument, "message"});
  const auto blob = strip_armor(util::read_file(home.path() / "message.sig").value());
  REQUIRE(blob);
  REQUIRE(report::phrase(verify(*blob, "message", home.environment()).problem) ==
          "the signature was made for another purpose");
}

TEST_CASE("what is not an SSH signature is invalid, whatever its bytes") {
  Home home;
  const std::string good = sign(home.make_key("key"), "message", home.environment());
  const auto problem = [&](std::string_view blob) {
    return report::phrase(verify(blob, "message", home.environment()).problem);
  };
  CHECK(problem("") == "not an SSH signature of version 1");
  CHECK(problem("SSHSIG") == "not an SSH signature of version 1");
  CHECK(problem(good + "x") == "the signature is malformed");
  CHECK(problem(good.substr(0, good.size() - 1)) == "the signature is malformed");
  CHECK(problem("SSHSIG" + wire_number(1) + wire_number(0xffffffff)) ==
        "the signature is malformed");
  CHECK(problem(std::string(70000, 'x')) == "not an SSH signature of version 1");
}

TEST_CASE("the flags of a security key's signature decide its assurance") {
  Home home;
  const auto assurance = [&](char flags) {
    return verify(security_key_signature(home, "message", flags), "message", home.environment());
  };
  CHECK(assurance(0x01).state == core::SignatureState::valid);
  CHECK(assurance(0x01).assurance == core::Assurance::touch);
  CHECK(assurance(0x05).assurance == core::Assurance::verified);
  CHECK(report::phrase(assurance(0x00).problem) == "the security key was not touched");
  CHECK(assurance(0x04).state == core::SignatureState::invalid);
  CHECK(assurance(0x04).assurance == core::Assurance::none);
}

TEST_CASE("flags that were set after signing are noticed") {
  Home home;
  std::string signature = security_key_signature(home, "message", 0x01);
  signature[signature.size() - 5] = 0x05;
  REQUIRE(verify(signature, "message", home.environment()).state == core::SignatureState::invalid);
}

TEST_CASE("stock ssh-keygen verifies a record against allowed_signers") {
  Home home;
  const SigningKey key = home.make_key("key");
  const std::string message = pre_authentication_encoding("{}");
  util::write_file(home.path() / "record.sig", armor(sign(key, message, home.environment())));
  util::write_file(home.path() / "allowed_signers",
                   signer_line("alice@example.com", key.public_key));
  REQUIRE(home.run({"ssh-keygen", "-Y", "verify", "-f", "allowed_signers", "-I",
                    "alice@example.com", "-n", "signoff.v1@sallyport", "-s", "record.sig"},
                   ".", message)
              .starts_with("Good \"signoff.v1@sallyport\" signature for alice@example.com"));
}

TEST_CASE("a missing ssh-keygen says what to install") {
  Home home;
  const SigningKey key = home.make_key("key");
  const std::string signature = sign(key, "message", home.environment());
  home.environment()["PATH"] = home.path().string();
  try {
    verify(signature, "message", home.environment());
    FAIL("no error");
  } catch (const util::Error& error) {
    REQUIRE(error.kind == util::ErrorKind::unavailable);
    REQUIRE(error.hint == "apt-get install openssh-client");
  }
}

TEST_CASE("a key that cannot sign is refused with its fingerprint") {
  Home home;
  SigningKey key = home.make_key("key");
  key.argument.clear();
  REQUIRE_THROWS_WITH(sign(key, "message", home.environment()),
                      Catch::StartsWith("cannot sign with " + key.fingerprint + " (key): "));
}

}  // namespace
}  // namespace sallyport::signoff::ssh_test
