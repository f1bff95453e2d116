#include "signoff/key/ssh.hpp"
#include "ssh_sample.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cstring>
#include <random>

namespace sallyport::signoff::signers_differential_test {
namespace {

constexpr unsigned k_seed = 20261122;
constexpr int k_lines = 200;

using Strings = std::vector<std::string>;

const Strings k_principals{"alice@example.com",
                           "\"alice@example.com\"",
                           "ALICE@example.com",
                           "*@example.com",
                           "alice@example.com,bob@example.com",
                           "!bob@example.com,alice@example.com",
                           "\"alice@example.com",
                           "ali\"ce@example.com\"",
                           "\\alice@example.com"};
const Strings k_blanks{" ", "\t", "  ", " \t ", "\v", "\r"};
const Strings k_options{"namespaces=\"signoff.v1@sallyport\"",
                        "NAMESPACES=\"signoff.v1@sallyport\"",
                        "namespaces=\"git,signoff.v1@sallyport\"",
                        "namespaces=\"signoff.v1@sallyport,\"",
                        "namespaces=\"signoff.v1@*\"",
                        "namespaces=\"git\"",
                        "namespaces=\"\"",
                        "namespaces=\" signoff.v1@sallyport\"",
                        "namespaces=\"!git,signoff.v1@sallyport\"",
                        "namespaces=\"!signoff*,signoff.v1@sallyport\"",
                        "namespaces=\"signoff.v1@sallyport,!signoff.v1@sallyport\"",
                        "namespaces=\"signoff.v1\\\"@sallyport\"",
                        "namespaces=\"SIGNOFF.v1@sallyport\"",
                        "namespaces=signoff.v1@sallyport",
                        "namespaces=\"signoff.v1@sallyport",
                        "namespaces",
                        "namespaces =\"signoff.v1@sallyport\""};
const Strings k_more_options{"",
                             "valid-after=\"20200101\"",
                             "valid-before=\"20200101\"",
                             "valid-before=\"20991231235959Z\"",
                             "valid-after=\"20250615120000\"",
                             "valid-after=\"2025061512\"",
                             "valid-after=\"20250231\"",
                             "valid-before=\"202506151200z\"",
                             "valid-after=20200101",
                             "cert-authority",
                             "cert-authority=\"x\"",
                             "no-such",
                             ","};
const Strings k_comments{"", " laptop", "\ta \"b\" c", " ", "\r", "#x", " attestation=sha256:x"};

/// Makes lines; the same seed makes the same ones everywhere.
class Writer {
 public:
  explicit Writer(Strings keys) : keys_(std::move(keys)) {}

  std::string line() {
    const std::string more = one_of(k_more_options);
    const std::string options = one_of(k_options);
    std::string both = options + (more.empty() ? "" : ",") + more;
    if (engine_() % 4 == 0) {
      both = more.empty() ? options : more + "," + options;
    }
    const std::string blank = one_of(k_blanks);
    return one_of(k_principals) + blank + (engine_() % 10 == 0 ? "" : both + one_of(k_blanks)) +
           one_of(keys_) + one_of(k_comments);
  }

 private:
  /// Mostly the first, with which there is nothing wrong: else no line would have a single fault.
  const std::string& one_of(const Strings& choices) {
    return engine_() % 5 < 3 ? choices.front() : choices[engine_() % choices.size()];
  }

  std::mt19937 engine_{k_seed};
  Strings keys_;
};

/// Public keys as they may be written, most of them well.
Strings spellings(const SigningKey& key, const SigningKey& other) {
  const std::string& text = key.public_key;
  const std::string blob = text.substr(text.find(' ') + 1);
  return {text,
          "ssh-ed25519\t" + blob,
          "ssh-ed25519  " + blob,
          "ssh-rsa " + blob,
          "SSH-ED25519 " + blob,
          text.substr(0, text.size() - 4),
          text + "A",
          text + "====",
          blob,
          other.public_key};
}

/// A message that alice signed, for `ssh-keygen` to verify.
class Signed {
 public:
  explicit Signed(test::Home& home) : home_(home), key_(home.make_key("alice")) {
    util::write_file(home.path() / "message", "message");
    home.run({"ssh-keygen", "-q", "-Y", "sign", "-n", std::string(core::k_namespace), "-f",
              key_.argument, "message"});
  }

  [[nodiscard]] const SigningKey& key() const { return key_; }

  /// Whether `ssh-keygen` takes it for signed by `principal`, as of 2026-01-01.
  [[nodiscard]] bool is_by(const std::string& principal, const std::string& allowed_signers) {
    util::write_file(home_.path() / "allowed", allowed_signers);
    return util::run_command(
               {.argv = {"ssh-keygen", "-Y", "verify", "-O", "verify-time=20260101000000Z", "-n",
                         std::string(core::k_namespace), "-I", principal, "-f", "allowed", "-s",
                         "message.sig"},
                .input = "message",
                .environment = home_.environment(),
                .directory = home_.path().string()})
               .status == 0;
  }

 private:
  test::Home& home_;
  SigningKey key_;
};

constexpr util::Time k_now{std::chrono::seconds{1767225600}};  // 2026-01-01

}  // namespace

TEST_CASE(
    "who counts as a signer is one for ssh-keygen too, and nobody is passed over in silence") {
  test::Home home;
  Signed message(home);
  const std::string blob = message.key().public_key.substr(std::strlen("ssh-ed25519 "));
  Writer writer(spellings(message.key(), home.make_key("bob")));
  int counted = 0;
  for (int i = 0; i < k_lines; ++i) {
    const std::string line = writer.line() + "\n";
    const SignersFile file = parse_signers(line);
    const std::string who = principal_of(blob, file.signers, k_now);
    INFO("seed " << k_seed << ", line " << i << ": " << line);
    if (!who.empty()) {
      CHECK(message.is_by(who, line));
      ++counted;
    } else if (message.is_by("alice@example.com", line)) {
      CHECK(file.warnings.size() + file.errors.size() == 1);
    }
  }
  CHECK(counted > k_lines / 10);
}

}  // namespace sallyport::signoff::signers_differential_test
