#pragma once

#include "git/repository.hpp"
#include "setup/git_command.hpp"
#include "setup/hook_table.hpp"
#include "setup/hooks.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::setup {

/// One fact that `doctor` looked at.
struct Finding {
  enum class Grade { good, note, problem };
  Grade grade = Grade::good;
  std::string what;  ///< one line
  std::string mend;  ///< the command or edit that helps; empty when good
};

/// What was found, in the order in which it is told.
using Findings = std::vector<Finding>;

/// One of each grade.
Finding good(std::string what);
Finding note(std::string what, std::string_view mend);
Finding problem(std::string what, std::string_view mend);

/// Hooks in place, executable, not overridden, reachable; versions of git and ssh-keygen;
/// overriding variables; every linked worktree.
Findings examine_hooks(const git::Repository& repository, const InstallOptions& options);

/// What every examination looks at.
struct Examined {
  git::Command command;
  Version version;                     ///< of git
  std::filesystem::path folder;        ///< where git looks for hooks
  std::vector<std::string> hooks;      ///< that should be in place
  std::optional<HookManager> manager;  ///< that owns them
};

/// Versions of git and OpenSSH, and what a graphical client would find with its short PATH.
Findings examine_programs(const Examined& examined);

/// Configuration that moves, silences or disables hooks.
Findings examine_configuration(const Examined& examined);

/// Variables of the environment that make hook managers or us skip.
Findings examine_variables(const util::Environment& environment);

}  // namespace sallyport::setup
