#include "signoff/remote_git.hpp"

#include "git/child_environment.hpp"
#include "signoff/programs.hpp"

namespace sallyport::signoff {

util::CommandResult run_git(const git::Repository& repository, const util::Environment& environment,
                            const std::vector<std::string>& arguments,
                            std::chrono::seconds timeout) {
  util::Environment child = git::child_environment(environment);
  child["GIT_TERMINAL_PROMPT"] = "0";
  const auto git = find_program("git", child);
  if (!git) {
    return {.status = 127, .timed_out = false, .output = {}, .errors = "'git' is not in PATH"};
  }
  std::vector<std::string> argv{*git, "--git-dir=" + repository.git_dir().string()};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  return util::run_command(
      {.argv = std::move(argv),
       .input = {},
       .environment = std::move(child),
       .directory = repository.work_dir().value_or(repository.git_dir()).string(),
       .timeout = timeout});
}

core::Identity committer(const git::Repository& repository, const util::Environment& environment) {
  const auto choose = [&](const char* variable, std::string_view key, std::string fallback) {
    const auto value = environment.find(variable);
    return value != environment.end() && !value->second.empty()
               ? value->second
               : repository.config(key, git::ConfigScope::worktree).value_or(std::move(fallback));
  };
  return {choose("GIT_COMMITTER_NAME", "user.name", "sallyport"),
          choose("GIT_COMMITTER_EMAIL", "user.email", "sallyport@localhost")};
}

}  // namespace sallyport::signoff
