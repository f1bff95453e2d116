#pragma once

#include "core/oid.hpp"
#include "git/repository.hpp"
#include "util/file.hpp"
#include "util/process.hpp"
#include "util/text.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sallyport::git {

/// `base` with each path set to a blob; the tree's id.
inline core::Oid tree_with(Repository& repository, const core::Oid& base,
                           const std::vector<PathBlob>& files) {
  std::vector<TreeEdit> edits;
  edits.reserve(files.size());
  for (const auto& [path, blob] : files) {
    edits.push_back({path, TreeEdit::Kind::file, blob});
  }
  return repository.edit_tree(base, edits);
}

/// A folder with a repository made by real git, cut off from the user's configuration, identity and
/// clock.
class Sandbox {
 public:
  /// `options` of `git init`.
  explicit Sandbox(const std::vector<std::string>& options = {}) {
    std::vector<std::string> arguments{"init", "-q", "-b", "main"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    git(arguments);
  }

  [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "repo"; }
  [[nodiscard]] std::filesystem::path root() const { return folder_.path(); }

  [[nodiscard]] util::Environment environment() const {
    return {{"PATH", util::current_environment()["PATH"]},
            {"HOME", folder_.path().string()},
            {"GIT_CONFIG_NOSYSTEM", "1"},
            {"SALLYPORT_GIT_BACKEND", util::current_environment()["SALLYPORT_GIT_BACKEND"]},
            {"LC_ALL", "C"},
            {"TZ", "UTC"},
            {"GIT_AUTHOR_NAME", "Alice"},
            {"GIT_AUTHOR_EMAIL", "alice@example.com"},
            {"GIT_AUTHOR_DATE", "1700000000 +0000"},
            {"GIT_COMMITTER_NAME", "Alice"},
            {"GIT_COMMITTER_EMAIL", "alice@example.com"},
            {"GIT_COMMITTER_DATE", std::to_string(1700000000 + clock_) + " +0000"}};
  }

  util::CommandResult run(const std::vector<std::string>& arguments, const std::string& input = "",
                          const util::Environment& extra = {}) {
    ++clock_;
    std::filesystem::create_directories(path());
    util::Command command;
    command.argv = arguments;
    command.argv.insert(command.argv.begin(), "git");
    command.input = input;
    command.directory = path().string();
    command.environment = environment();
    for (const auto& [name, value] : extra) {
      command.environment->insert_or_assign(name, value);
    }
    return util::run_command(command);
  }

  /// The output of a git command that must succeed, without the last LF.
  std::string git(const std::vector<std::string>& arguments, const std::string& input = "",
                  const util::Environment& extra = {}) {
    const util::CommandResult result = run(arguments, input, extra);
    if (result.status != 0) {
      throw std::runtime_error(arguments.front() + ": " + result.errors);
    }
    return std::string(util::trim(result.output));
  }

  core::Oid git_oid(const std::vector<std::string>& arguments, const std::string& input = "",
                    const util::Environment& extra = {}) {
    return core::parse_oid(git(arguments, input, extra)).value();
  }

  void write(const std::string& name, std::string_view content) const {
    std::filesystem::create_directories((path() / name).parent_path());
    std::ofstream(path() / name, std::ios::binary) << content;
  }

  /// Commits everything in the work tree.
  core::Oid commit(const std::string& message) {
    git({"add", "-A"});
    git({"commit", "-q", "--allow-empty", "-m", message});
    return git_oid({"rev-parse", "HEAD"});
  }

  core::Oid commit(const std::string& name, std::string_view content) {
    write(name, content);
    return commit("change " + name);
  }

  [[nodiscard]] Repository open(const util::Environment& extra = {}) const {
    OpenOptions options;
    options.directory = path();
    options.environment = environment();
    for (const auto& [name, value] : extra) {
      options.environment[name] = value;
    }
    return Repository::open(options);
  }

  /// The request for `base..head`.
  [[nodiscard]] static ChangeRequest range(const Repository& repository, const core::Oid& base,
                                           const core::Oid& head) {
    ChangeRequest request;
    request.base_commit = base;
    request.base_tree = repository.commit(base).tree;
    request.head_commit = head;
    request.head_tree = repository.commit(head).tree;
    request.commits = repository.commits_between(std::vector{head}, std::vector{base});
    return request;
  }

 private:
  util::TemporaryFolder folder_;
  int clock_ = 0;
};

}  // namespace sallyport::git
