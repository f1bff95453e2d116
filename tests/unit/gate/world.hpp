#pragma once

#include "core/oid.hpp"
#include "gate/judge.hpp"
#include "gate/session.hpp"
#include "signoff/key/ssh.hpp"
#include "unit/support/sandbox.hpp"
#include "util/process.hpp"
#include "util/text.hpp"

#include <chrono>
#include <stdexcept>
#include <string>

namespace sallyport::gate::test {

/// Asks for a security review from five AI lines on, which lands on main.
inline constexpr std::string_view k_policy = R"(schema = 1
repo_id = "acme/widgets"
target = "refs/heads/main"
refs = ["refs/heads/main", "refs/heads/release/*"]
[[rule]]
name = "AI"
when = { ai_lines = ">= 5" }
require = ["security"]
[item.security]
title = "Security review"
text = "Who could misuse this change?"
)";

inline constexpr std::string_view k_ten_lines = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";
inline constexpr std::string_view k_by_ai =
    "Add it\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n";

/// A real repository, Alice's key, and sessions in it at a fixed time.
class World {
 public:
  World() : key_(make_key()) {}

  git::Sandbox& repo() { return sandbox_; }
  [[nodiscard]] const signoff::SigningKey& key() const { return key_; }

  [[nodiscard]] Session session(const util::Environment& extra = {}) const {
    util::Environment environment = sandbox_.environment();
    for (const auto& [name, value] : extra) {
      environment[name] = value;
    }
    return {
        sandbox_.open(extra), {environment, {}}, util::Time(std::chrono::seconds(1700100000)), {}};
  }

  /// Writes a policy and Alice as its one signer into the work tree.
  void write_policy(std::string_view text = k_policy) {
    sandbox_.write(".sallyport/policy.toml", text);
    sandbox_.write(".sallyport/allowed_signers",
                   signoff::signer_line("alice@example.com", key_.public_key));
  }

  /// A first commit with that policy.
  core::Oid commit_policy(std::string_view text = k_policy) {
    write_policy(text);
    return sandbox_.commit("Add the policy");
  }

  /// A commit by an AI that adds ten lines.
  core::Oid commit_by_ai(const std::string& path) {
    sandbox_.write(path, k_ten_lines);
    return sandbox_.commit(std::string(k_by_ai));
  }

  /// Makes `commit` what the remote `origin` has at that branch.
  void publish(const std::string& branch, const core::Oid& commit) {
    if (!has_remote_) {
      sandbox_.git({"config", "remote.origin.url", "https://git.example.com/acme/widgets"});
      has_remote_ = true;
    }
    sandbox_.git({"update-ref", "refs/remotes/origin/" + branch, core::to_hex(commit)});
  }

 private:
  signoff::SigningKey make_key() {
    const std::string file = (sandbox_.root() / "key").string();
    run({"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "alice", "-f", file});
    const std::string line = util::read_file(file + ".pub").value();
    const std::string shown = run({"ssh-keygen", "-l", "-f", file});
    return {file, line.substr(0, line.rfind(' ')), util::split(shown, ' ').at(1), "a test", ""};
  }

  std::string run(const std::vector<std::string>& argv) {
    const auto result = util::run_command(
        {.argv = argv, .input = "", .environment = sandbox_.environment(), .directory = ""});
    if (result.status != 0) {
      throw std::runtime_error(argv.front() + ": " + result.errors);
    }
    return result.output;
  }

  git::Sandbox sandbox_;
  signoff::SigningKey key_;
  bool has_remote_ = false;
};

}  // namespace sallyport::gate::test
