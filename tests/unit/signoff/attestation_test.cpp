#include "signoff/key/attestation.hpp"

#include "ssh_sample.hpp"
#include "util/encoding.hpp"
#include "util/sha256.hpp"
#include "wire_sample.hpp"

#include <catch2/catch.hpp>

#include <chrono>

namespace sallyport::signoff::attestation_test {
namespace {

using test::wire;
using test::wire_number;
using util::sha256_bytes;

const std::string k_model(16, 'm');
const std::string k_x(32, 'x');
const std::string k_y(32, 'y');
const std::string k_point = "\x04" + k_x + k_y;
const std::string k_challenge = "what enroll asked for";

util::Time today() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::string ed25519_key(const std::string& x = k_x) {
  const std::string type = "sk-ssh-ed25519@openssh.com";
  return type + " " + util::to_base64(wire(type) + wire(x) + wire("ssh:"));
}

std::string ecdsa_key() {
  const std::string type = "sk-ecdsa-sha2-nistp256@openssh.com";
  return type + " " + util::to_base64(wire(type) + wire("nistp256") + wire(k_point) + wire("ssh:"));
}

std::string data_of(const std::string& cose_key, char flags = 0x41) {
  return sha256_bytes("ssh:") + flags + wire_number(0) + k_model + wire_number(4, 2) + "cred" +
         cose_key;
}

const std::string k_ed25519_cose = "\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20" + k_x;
const std::string k_ecdsa_cose =
    "\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20" + k_x + "\x22\x58\x20" + k_y;

/// A maker of authenticators, with one that it vouches for.
class Maker {
 public:
  explicit Maker(const std::string& extensions =
                     "basicConstraints = CA:FALSE\n"
                     "1.3.6.1.4.1.45724.1.1.4 = DER:04106d6d6d6d6d6d6d"
                     "6d6d6d6d6d6d6d6d6d\n") {
    util::write_file(home_.path() / "extensions", extensions);
    home_.run(with_new_key({"openssl", "req", "-x509", "-keyout", "root.key", "-out", "root.pem",
                            "-days", "30", "-subj", "/CN=Makers Root"}));
    home_.run(with_new_key({"openssl", "req", "-keyout", "leaf.key", "-out", "leaf.csr", "-subj",
                            "/OU=Authenticator Attestation/CN=Model 1"}));
    home_.run({"openssl", "x509", "-req", "-in", "leaf.csr", "-CA", "root.pem", "-CAkey",
               "root.key", "-CAcreateserial", "-days", "20", "-extfile", "extensions", "-outform",
               "DER", "-out", "leaf.der"});
  }

  [[nodiscard]] std::string root() const { return read("root.pem"); }

  std::string signature(const std::string& message, const std::string& key = "leaf.key") {
    util::write_file(home_.path() / "message", message);
    return home_.run({"openssl", "dgst", "-sha256", "-sign", key, "message"});
  }

  [[nodiscard]] std::string file(const std::string& data, const std::string& signature) const {
    return statement(read("leaf.der"), data, signature);
  }

  static std::string statement(const std::string& certificate, const std::string& data,
                               const std::string& signature) {
    const std::string head = data.size() < 256 ? "\x58" + wire_number(data.size(), 1)
                                               : "\x59" + wire_number(data.size(), 2);
    return wire("ssh-sk-attest-v01") + wire(certificate) + wire(signature) +
           wire(data.empty() ? "" : head + data) + wire_number(0) + wire("");
  }

  /// In the format `packed`.
  std::string attest(const std::string& data) {
    return file(data, signature(data + sha256_bytes(k_challenge)));
  }

 private:
  static std::vector<std::string> with_new_key(std::vector<std::string> argv) {
    argv.insert(argv.end(), {"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"});
    return argv;
  }
  [[nodiscard]] std::string read(const std::string& name) const {
    return util::read_file(home_.path() / name).value();
  }

  test::Home home_;
};

std::string problem(const std::string& key, const std::string& file, const std::string& trusted,
                    const std::string& challenge = k_challenge, util::Time now = today()) {
  const auto verified = verify_attestation(key, {file, challenge}, trusted, now);
  return verified ? "none" : verified.error();
}

TEST_CASE("a key that an authenticator of a trusted maker made is attested") {
  Maker maker;
  const std::string file = maker.attest(data_of(k_ed25519_cose));
  const auto verified =
      verify_attestation(ed25519_key(), {file, k_challenge}, maker.root(), today());
  REQUIRE(verified);
  CHECK(verified->issuer == "CN=Makers Root");
  CHECK(verified->sha256 == util::to_hex(util::sha256(file)));
  CHECK(problem(ecdsa_key(), maker.attest(data_of(k_ecdsa_cose)), maker.root()) == "none");

  const std::string extended = data_of(k_ecdsa_cose, '\xc5') + std::string(200, 'e');
  CHECK(problem(ecdsa_key(), maker.attest(extended), maker.root()) == "none");
  const Maker other;
  CHECK(problem(ecdsa_key(), maker.attest(extended), other.root() + maker.root()) == "none");
}

TEST_CASE("the older format signs the key itself") {
  Maker maker;
  const std::string data = data_of(k_ecdsa_cose);
  const std::string registered =
      std::string(1, '\0') + sha256_bytes("ssh:") + sha256_bytes(k_challenge) + "cred" + k_point;
  CHECK(problem(ecdsa_key(), maker.file(data, maker.signature(registered)), maker.root()) ==
        "none");
  CHECK(problem(ecdsa_key(), maker.file(data, maker.signature(registered + "x")), maker.root()) ==
        "its signature does not match it and the challenge");
}

TEST_CASE("an attestation is of the key, the challenge and the maker that it is for") {
  Maker maker;
  const std::string good = maker.attest(data_of(k_ed25519_cose));
  CHECK(problem(ed25519_key(std::string(32, 'z')), good, maker.root()) ==
        "it is about another key");
  CHECK(problem(ecdsa_key(), good, maker.root()) == "it is about another key");
  CHECK(problem(ed25519_key(), good, maker.root(), "another") ==
        "its signature does not match it and the challenge");
  CHECK(problem(ed25519_key(), maker.attest(data_of(k_ed25519_cose, 0x40)), maker.root()) ==
        "the authenticator was not touched");
  CHECK(problem(ed25519_key(), good, Maker().root()) == "unable to get local issuer certificate");
  CHECK(problem(ed25519_key(), good, maker.root(), k_challenge,
                today() + std::chrono::hours(24 * 25)) == "certificate has expired");
  CHECK(problem(ed25519_key(), good, "") == "no certificate is trusted");
  CHECK(problem(ed25519_key(), good,
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n") ==
        "a trusted certificate is malformed");
}

TEST_CASE("a certificate that vouches for something else attests nothing") {
  Maker authority("basicConstraints = CA:TRUE\n");
  CHECK(problem(ed25519_key(), authority.attest(data_of(k_ed25519_cose)), authority.root()) ==
        "the certificate is an authority's");
  Maker other_model("1.3.6.1.4.1.45724.1.1.4 = DER:041000000000000000000000000000000000\n");
  CHECK(problem(ed25519_key(), other_model.attest(data_of(k_ed25519_cose)), other_model.root()) ==
        "its certificate is for another model");
  Maker old_one("basicConstraints = CA:FALSE\n");
  CHECK(problem(ed25519_key(), old_one.attest(data_of(k_ed25519_cose)), old_one.root()) == "none");
}

TEST_CASE("what a key in software says of itself attests nothing") {
  const Maker maker;
  CHECK(problem(ed25519_key(), Maker::statement("", "", ""), maker.root()) ==
        "it has no certificate, so nobody vouches for the authenticator");
  CHECK(problem("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPIXzWc5mYVvZ9q9DsK9D0pJq1Zk8J7Jb3t9iJ0sR5fX",
                "", maker.root()) == "only a security key has an attestation");
}

TEST_CASE("malformed attestations are refused wherever they end") {
  Maker maker;
  const std::string good = maker.attest(data_of(k_ed25519_cose));
  for (std::size_t size = 0; size < good.size(); size += 7) {
    INFO(size);
    CHECK(problem(ed25519_key(), good.substr(0, size), maker.root()) ==
          "it is not what 'ssh-keygen -O write-attestation' writes");
  }
  CHECK(problem(ed25519_key(), good + "x", maker.root()) ==
        "it is not what 'ssh-keygen -O write-attestation' writes");
  CHECK(problem(ed25519_key(), maker.attest("short"), maker.root()) ==
        "its authenticator data is malformed");
  CHECK(problem(ed25519_key(), Maker::statement("x", data_of(k_ed25519_cose), "x"), maker.root()) ==
        "its signature does not match it and the challenge");
}

}  // namespace
}  // namespace sallyport::signoff::attestation_test
