#pragma once

#include "git/repository.hpp"
#include "setup/hooks.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/process.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace sallyport::setup {

/// A folder with real git repositories, a home of its own, and programs to fake.
class Playground {
 public:
  Playground() {
    std::filesystem::create_directories(root() / "home");
    std::filesystem::create_directories(root() / "bin");
    environment_ = {{"PATH", (root() / "bin").string() + ":/usr/bin:/bin"},
                    {"HOME", (root() / "home").string()},
                    {"GIT_CONFIG_NOSYSTEM", "1"},
                    {"GIT_AUTHOR_NAME", "Alice Example"},
                    {"GIT_AUTHOR_EMAIL", "alice@example.com"},
                    {"GIT_COMMITTER_NAME", "Alice Example"},
                    {"GIT_COMMITTER_EMAIL", "alice@example.com"},
                    {"GIT_AUTHOR_DATE", "2026-11-22T10:00:00Z"},
                    {"GIT_COMMITTER_DATE", "2026-11-22T10:00:00Z"},
                    {"TZ", "UTC"}};
    run({"git", "init", "-q", "-b", "main", "repo"}, root());
  }

  [[nodiscard]] std::filesystem::path root() const {
    return std::filesystem::canonical(folder_.path());
  }
  [[nodiscard]] std::filesystem::path repo() const { return root() / "repo"; }
  [[nodiscard]] std::filesystem::path hook(const std::string& name) const {
    return repo() / ".git/hooks" / name;
  }
  [[nodiscard]] util::Environment& environment() { return environment_; }

  /// Runs a command that may fail.
  util::CommandResult attempt(const std::vector<std::string>& argv,
                              const std::filesystem::path& directory) {
    return util::run_command(
        {.argv = argv, .input = {}, .environment = environment_, .directory = directory.string()});
  }

  /// Runs a command that must succeed; its standard output.
  std::string run(const std::vector<std::string>& argv, const std::filesystem::path& directory) {
    const util::CommandResult result = attempt(argv, directory);
    INFO(argv.at(0) << " " << argv.back() << ": " << result.errors);
    REQUIRE(result.status == 0);
    return result.output;
  }

  std::string git(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "git");
    return run(arguments, repo());
  }

  void commit(const std::string& message) {
    git({"commit", "-q", "--no-verify", "--allow-empty", "-m", message});
  }

  [[nodiscard]] git::Repository open(const std::filesystem::path& directory) const {
    return git::Repository::open(
        {.directory = directory, .git_dir = {}, .environment = environment_});
  }
  [[nodiscard]] git::Repository open() const { return open(repo()); }

  /// A program that stands for sallyport: it notes its arguments and its standard input.
  std::filesystem::path fake_sallyport() {
    const std::filesystem::path program = root() / "opt/our tools/sallyport";
    util::write_file(program,
                     "#!/bin/sh\necho \"sallyport $*\" >>'" + log_path().string() +
                         "'\ncase $2 in pre-push|pre-receive) cat >>'" + log_path().string() +
                         "' ;; esac\n",
                     0755);
    return program;
  }
  /// A hook of someone else that notes that it ran, copies its input, and ends with `status`.
  void foreign_hook(const std::filesystem::path& path, int status) {
    util::write_file(path,
                     "#!/bin/sh\necho \"foreign $*\" >>'" + log_path().string() + "'\ncat >>'" +
                         log_path().string() + "'\nexit " + std::to_string(status) + "\n",
                     0750);
  }
  [[nodiscard]] std::filesystem::path log_path() const { return root() / "log"; }
  [[nodiscard]] std::string log() const { return util::read_file(log_path()).value_or(""); }

  /// Puts a git in PATH that claims a version and otherwise is the real one.
  void pretend_git(const std::string& version) {
    util::write_file(
        root() / "bin/git",
        "#!/bin/sh\nfor word; do :; done\n[ \"$word\" = version ] && { echo 'git version " +
            version + "'; exit 0; }\nexec /usr/bin/git \"$@\"\n",
        0755);
  }

  InstallOptions options() {
    InstallOptions options;
    options.binary = fake_sallyport();
    options.environment = environment_;
    return options;
  }

  /// Every path under `folder` with its mode and bytes, to compare before and after.
  static std::string snapshot(const std::filesystem::path& folder) {
    std::vector<std::string> lines;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      const auto mode = static_cast<unsigned>(entry.symlink_status().permissions());
      const bool is_file = entry.is_regular_file() && !entry.is_symlink();
      lines.push_back(entry.path().string() + " " + std::to_string(mode) + " " +
                      (is_file ? util::read_file(entry.path()).value_or("") : ""));
    }
    std::sort(lines.begin(), lines.end());
    std::string text;
    for (const std::string& line : lines) {
      text += line + "\n";
    }
    return text;
  }

 private:
  util::TemporaryFolder folder_;
  util::Environment environment_;
};

/// The error that `action` throws; the test fails when it throws none.
template <typename Action>
util::Error error_of(const Action& action) {
  try {
    action();
  } catch (const util::Error& error) {
    return error;
  }
  FAIL("nothing was thrown");
  return {util::ErrorKind::usage, "", ""};
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

inline std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    text += line + "\n";
  }
  return text;
}

}  // namespace sallyport::setup
