#include "signoff/key/checker.hpp"

#include "sample.hpp"
#include "ssh_sample.hpp"
#include "util/error.hpp"

#include <catch2/catch.hpp>

namespace sallyport::signoff::checker_test {
namespace {

using test::Home;
using test::sample_record;

constexpr std::string_view k_stock_path = "/usr/local/bin:/usr/bin:/bin";

/// A repository, a signed record, and an `ssh-keygen` that counts how often it is asked.
class Bench {
 public:
  Bench() : repository_(home_.make_repository("repo")), key_(home_.make_key("key")) {
    count_calls("");
    record_ = signed_record();
  }

  /// Puts a program that counts in front of the stock one; `before` is run first.
  void count_calls(const std::string& before) {
    const auto folder = home_.path() / "bin";
    util::write_file(folder / "ssh-keygen",
                     "#!/bin/sh\necho x >>'" + calls().string() + "'\n" + before +
                         "\nPATH=" + std::string(k_stock_path) + " exec ssh-keygen \"$@\"\n",
                     0755);
    home_.environment()["PATH"] = folder.string() + ":" + std::string(k_stock_path);
  }

  /// Checks the record as one run does; what was found.
  core::SignoffRecord check(const std::string& signers, util::Time now = test::k_time) {
    LoggedRecord logged = record_;
    SignatureChecker checker(repository_, home_.environment());
    checker.check(logged, parse_signers(signers).signers, now);
    checker.keep();
    return logged.record;
  }

  /// How often the program was asked since the last call of this.
  std::size_t asked() {
    const std::string text = util::read_file(calls()).value_or("");
    std::filesystem::remove(calls());
    return text.size() / 2;
  }

  [[nodiscard]] std::string alice() const {
    return signer_line("alice@example.com", key_.public_key);
  }
  [[nodiscard]] const SigningKey& key() const { return key_; }
  LoggedRecord& record() { return record_; }
  Home& home() { return home_; }
  [[nodiscard]] std::filesystem::path cache() const {
    return repository_.common_dir() / "sallyport" / "signatures";
  }

 private:
  [[nodiscard]] std::filesystem::path calls() const { return home_.path() / "calls"; }

  LoggedRecord signed_record() {
    const Payload payload = encode_payload(sample_record());
    const std::string signature =
        sign(key_, pre_authentication_encoding(payload.json), home_.environment());
    auto decoded = decode_record(encode_envelope(payload.json, signature, key_.fingerprint), "");
    REQUIRE(decoded);
    asked();
    return {decoded->first, decoded->second};
  }

  Home home_;
  git::Repository repository_;
  SigningKey key_;
  LoggedRecord record_;
};

TEST_CASE("a signature is verified once in a repository, and again when the cache is deleted") {
  Bench bench;
  CHECK(bench.check(bench.alice()).principal == "alice@example.com");
  CHECK(bench.asked() == 1);
  const core::SignoffRecord again = bench.check(bench.alice());
  CHECK(bench.asked() == 0);
  CHECK(again.signature == core::SignatureState::valid);
  CHECK(again.principal == "alice@example.com");
  CHECK(again.key == bench.key().fingerprint);
  CHECK(again.assurance == core::Assurance::key);

  std::filesystem::remove(bench.cache());
  CHECK(bench.check(bench.alice()).principal == "alice@example.com");
  CHECK(bench.asked() == 1);
}

TEST_CASE("whose key it is, and whether it counts now, is found out each time") {
  Bench bench;
  CHECK(bench.check(bench.alice()).principal == "alice@example.com");
  const std::string until =
      R"(alice@example.com valid-before="20251123Z",namespaces="signoff.v1@sallyport" )" +
      bench.key().public_key + "\n";
  CHECK(bench.check(until).principal == "alice@example.com");
  CHECK(bench.check(until, test::k_time + std::chrono::hours{48}).principal.empty());
  CHECK(bench.check("").principal.empty());
  const auto other = bench.check(signer_line("mallory@example.com", bench.key().public_key));
  CHECK(other.signature == core::SignatureState::invalid);
  CHECK(bench.asked() == 1);
}

TEST_CASE("another payload under a known signature is verified, and refused") {
  Bench bench;
  CHECK(bench.check(bench.alice()).signature == core::SignatureState::valid);
  bench.record().envelope.payload += " ";
  CHECK(bench.check(bench.alice()).signature == core::SignatureState::invalid);
  CHECK(bench.check(bench.alice()).signature == core::SignatureState::invalid);
  CHECK(bench.asked() == 3);
}

TEST_CASE("another ssh-keygen is asked anew") {
  Bench bench;
  CHECK(bench.check(bench.alice()).signature == core::SignatureState::valid);
  bench.count_calls("echo 'Could not verify signature.'; exit 255");
  CHECK(bench.check(bench.alice()).signature == core::SignatureState::invalid);
  CHECK(bench.asked() == 2);
}

TEST_CASE("an ssh-keygen that ends without an answer, or is none, has not said no") {
  Bench bench;
  for (const char* end : {"exit 1", "exit 255", "kill -9 $$", "exec /nonexistent"}) {
    INFO(end);
    bench.count_calls(end);
    CHECK_THROWS_AS(bench.check(bench.alice()), util::Error);
  }
  bench.home().environment()["PATH"] = "/nonexistent";
  CHECK_THROWS_AS(bench.check(bench.alice()), util::Error);
}

TEST_CASE("an unsigned record needs no ssh-keygen") {
  Bench bench;
  bench.record().envelope.signature.clear();
  bench.home().environment()["PATH"] = "/nonexistent";
  const core::SignoffRecord record = bench.check(bench.alice());
  CHECK(record.signature == core::SignatureState::unsigned_record);
  CHECK(record.principal == "alice@example.com");
}

}  // namespace
}  // namespace sallyport::signoff::checker_test
