#pragma once

#include "git/repository.hpp"
#include "signoff/key/ssh.hpp"
#include "util/file.hpp"
#include "util/process.hpp"
#include "util/text.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

namespace sallyport::signoff::test {

/// A home of its own, with nothing of the machine's but PATH.
class Home {
 public:
  Home()
      : environment_{{"HOME", folder_.path().string()},
                     {"PATH", "/usr/local/bin:/usr/bin:/bin"},
                     {"LC_ALL", "C"},
                     {"TZ", "UTC"},
                     {"GIT_CONFIG_NOSYSTEM", "1"},
                     {"GIT_AUTHOR_NAME", "Alice"},
                     {"GIT_AUTHOR_EMAIL", "alice@example.com"},
                     {"GIT_COMMITTER_NAME", "Alice"},
                     {"GIT_COMMITTER_EMAIL", "alice@example.com"}} {}

  [[nodiscard]] std::filesystem::path path() const { return folder_.path(); }
  util::Environment& environment() { return environment_; }

  /// Runs a program in a folder of this home; it must succeed. Its standard output.
  std::string run(const std::vector<std::string>& argv, const std::string& folder = ".",
                  const std::string& input = "") {
    const auto result = util::run_command({.argv = argv,
                                           .input = input,
                                           .environment = environment_,
                                           .directory = (path() / folder).string()});
    INFO(argv.front() << " " << argv.at(1) << ": " << result.errors);
    REQUIRE(result.status == 0);
    return result.output;
  }

  /// Makes a key without passphrase and the `SigningKey` for it.
  SigningKey make_key(const std::string& name, const std::string& type = "ed25519") {
    const auto file = path() / name;
    run({"ssh-keygen", "-q", "-t", type, "-N", "", "-C", "somebody", "-f", file.string()});
    const std::string line = util::read_file(file.string() + ".pub").value();
    return {file.string(), line.substr(0, line.rfind(' ')),
            util::split(run({"ssh-keygen", "-l", "-f", file.string()}), ' ').at(1), name, ""};
  }

  git::Repository make_repository(const std::string& name) {
    run({"git", "init", "-q", "-b", "main", name});
    return open(name);
  }

  git::Repository open(const std::string& name) {
    return git::Repository::open(
        {.directory = path() / name, .git_dir = {}, .environment = environment_});
  }

 private:
  util::TemporaryFolder folder_;
  util::Environment environment_;
};

}  // namespace sallyport::signoff::test
