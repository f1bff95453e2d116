#pragma once

#include "setup/git_command.hpp"
#include "setup/hook_managers.hpp"
#include "setup/hooks.hpp"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sallyport::setup {

/// What every examination of `examine_hooks` looks at.
struct Examined {
  GitCommand command;
  Version version;                     ///< of git
  std::filesystem::path folder;        ///< where git looks for hooks
  std::vector<std::string> hooks;      ///< that should be in place
  std::optional<HookManager> manager;  ///< that owns them
};

using Findings = std::vector<Finding>;

/// Every hook of the list: in place by one mechanism, executable, ours, its program there.
Findings examine_each_hook(const Examined& examined);

/// The hook manager's own hooks, and what its configuration lacks.
Findings examine_manager(const Examined& examined);

/// Every other worktree: does git find our hooks there.
Findings examine_worktrees(const Examined& examined);

/// Versions of git and OpenSSH, and what a graphical client would find with its short PATH.
Findings examine_programs(const Examined& examined);

/// Configuration that moves, silences or disables hooks.
Findings examine_configuration(const Examined& examined);

/// Variables of the environment that make hook managers or us skip.
Findings examine_variables(const util::Environment& environment);

}  // namespace sallyport::setup
