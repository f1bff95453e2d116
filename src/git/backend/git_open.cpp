#include "git/backend/git_backend.hpp"
#include "git/command.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace sallyport::git {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse_to_open(const fs::path& place, const util::CommandResult& result) {
  const bool is_foreign = result.errors.find("dubious ownership") != std::string::npos;
  throw util::Error(util::ErrorKind::unavailable,
                    util::say("cannot read the repository '{}': {}", place.string(),
                              is_foreign ? "it belongs to another user" : one_line(result.errors)),
                    is_foreign
                        ? util::say("git config --global --add safe.directory '{}'", place.string())
                        : "git status");
}

/// Git as its variables and ours say where the repository is.
Command command_looking(const OpenOptions& options) {
  Command command = command_in(options.directory.string(), options.environment);
  if (!options.git_dir.empty()) {
    command.environment["GIT_DIR"] = absolute_from(options.directory, options.git_dir).string();
  }
  return command;
}

/// The top of the work tree: where GIT_WORK_TREE or a linked worktree says, else as git finds it
/// from beside the git directory.
fs::path top_of(const OpenOptions& options, const fs::path& git_dir, Command command) {
  const std::string variable = util::variable(options.environment, "GIT_WORK_TREE");
  if (!variable.empty()) {
    return absolute_from(options.directory, variable);
  }
  if (const auto link = util::read_file(git_dir / "gitdir")) {
    return absolute_from(git_dir, std::string(util::trim(*link))).parent_path();
  }
  if (!options.git_dir.empty() && git_dir.filename() == ".git") {
    command.directory = git_dir.parent_path().string();
  }
  const util::CommandResult top = run(command, {"rev-parse", "--show-toplevel"});
  return top.status == 0 ? fs::path(util::trim(top.output)) : git_dir.parent_path();
}

Layout find_layout(const OpenOptions& options) {
  constexpr std::size_t k_answers = 4;
  const Command command = command_looking(options);
  const util::CommandResult found =
      run(command, {"rev-parse", "--path-format=absolute", "--git-dir", "--git-common-dir",
                    "--is-bare-repository", "--show-object-format"});
  const std::vector<std::string> lines = util::split(util::trim(found.output), '\n');
  std::error_code error;
  if (found.errors.find("not a git repository") != std::string::npos ||
      !fs::exists(options.directory, error)) {
    require_something(options.directory, options.git_dir);
  }
  if (found.status != 0 || lines.size() != k_answers) {
    refuse_to_open(options.git_dir.empty() ? options.directory : fs::path(options.git_dir), found);
  }
  Layout layout{lines[0], lines[1]};
  layout.format = lines[3] == "sha256" ? core::ObjectFormat::sha256 : core::ObjectFormat::sha1;
  if (lines[2] != "true") {
    layout.work_dir = top_of(options, layout.git_dir, command);
  }
  return layout;
}

}  // namespace

GitBackend::GitBackend(Layout layout, util::Environment environment)
    : layout_(std::move(layout)), environment_(std::move(environment)) {}

std::string GitBackend::require(std::vector<std::string> arguments, std::string_view input,
                                std::string_view action) {
  const util::CommandResult result =
      run_without_hooks(command_for(layout_, environment_), std::move(arguments), input);
  if (result.status != 0) {
    throw util::Error(util::ErrorKind::unavailable,
                      util::say("cannot {}: {}", action, one_line(result.errors)), "git fsck");
  }
  return result.output;
}

std::unique_ptr<Backend> open_with_git(const OpenOptions& options) {
  Layout layout = find_layout(options);
  complete_layout(layout, options.directory, options.environment);
  return std::make_unique<GitBackend>(std::move(layout), options.environment);
}

}  // namespace sallyport::git
