#pragma once

#include "git/backend/layout.hpp"
#include "git/repository.hpp"
#include "util/environment.hpp"
#include "util/process.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::git {

/// The user's own `git` and how it is run: the only way in which this program runs it. A hook is a
/// bad place to run git from, and a repository may be hostile, so
/// * it is the first `git` in an absolute entry of PATH, and is given only such entries itself: a
///   repository cannot supply it, nor the `ssh` that it starts (`util::find_program`);
/// * what ties a process to the repository, hook or push that it was started for is not passed on
///   (`git rev-parse --local-env-vars`, GIT_PUSH_*: githooks(5)): it sees what it is told, and not
///   a hook's temporary index or quarantine. What `git -c` set stays in force;
/// * it is told its repository (GIT_DIR, GIT_WORK_TREE) and searches for none;
/// * core.fsmonitor is off, which is a program that a repository names;
/// * its standard input is empty and it asks nobody in the terminal (GIT_TERMINAL_PROMPT): a hook
///   would hang. Helpers for credentials work as its user set them up;
/// * its words are English (LC_ALL), because some of them are recognised;
/// * what it prints is bounded (`util::Command::most_output`), what it takes where that is asked.
/// Replacements and filters are its user's business.
struct Command {
  std::string program;            ///< absolute path; empty where there is no `git` in PATH
  util::Environment environment;  ///< whole
  std::string directory;          ///< where it runs
};

/// Git on a repository, at the top of its work tree, where git runs hooks.
Command command_for(const Layout& layout, const util::Environment& environment);
Command command_for(const Repository& repository, const util::Environment& environment);

/// Git on the repository that it finds itself from `directory` upwards.
Command command_in(std::string directory, const util::Environment& environment);

/// `git ARGUMENTS` as a process.
util::Command as_process(const Command& command, std::vector<std::string> arguments);

/// How long a git may take in all, and how long without a word; 0: no limit.
struct Patience {
  std::chrono::seconds timeout{0};
  std::chrono::seconds silence{0};
};

/// Runs `git ARGUMENTS`. Without a `git` the status is 127.
util::CommandResult run(const Command& command, std::vector<std::string> arguments,
                        Patience patience = {});

/// The same without any hook, and with that input.
util::CommandResult run_without_hooks(const Command& command, std::vector<std::string> arguments,
                                      std::string_view input = {}, Patience patience = {});

/// The same on a repository for what talks to a remote: as its user's `git fetch` and `git push` do
/// there, with the repository's `core.sshCommand` and what else says how it is reached.
util::CommandResult run_remote(const Repository& repository, const util::Environment& environment,
                               std::vector<std::string> arguments, Patience patience = {});

/// The same into a repository whose configuration nobody vouches for: git is given a folder of its
/// own, which shares the repository's objects and refs and has a configuration that says nothing.
/// What it needs besides, such as credentials, is in the environment or in its user's
/// configuration.
util::CommandResult run_apart(const Repository& repository, const util::Environment& environment,
                              std::vector<std::string> arguments);

/// A path as git expands those of its configuration: `~/`, `~user/`, `%(prefix)/`.
std::string expand_path(const Repository& repository, const util::Environment& environment,
                        const std::string& path);

/// What git or a program like it said, on one line that is fit to be shown: without hints, without
/// the progress of `--progress`, and without the passwords of URLs.
std::string one_line(std::string_view text);

}  // namespace sallyport::git
