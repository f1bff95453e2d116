#pragma once

#include "setup/git_command.hpp"
#include "setup/transaction.hpp"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::setup {

/// The first git that runs hooks named in its configuration (`hook.<name>.command`, git-hook(1)).
constexpr Version k_config_hooks_version{2, 54};

/// Whose configuration is changed.
enum class ConfigFile { local, global };

/// `hook.sallyport-pre-commit.command`: one section per event, since git does not tell the command
/// which event it runs for.
std::string hook_key(std::string_view hook, std::string_view variable);

/// The shell line that git runs for `hook`; git appends the hook's arguments.
std::string hook_command_line(std::string_view hook, const std::filesystem::path& binary);

/// The command that is configured for `hook` in that file alone; nothing when there is none.
std::optional<std::string> configured_command(const git::Command& command, ConfigFile file,
                                              std::string_view hook);

/// The steps that make git run the hooks by configuration.
std::vector<Step> plan_hook_config(const git::Command& command, ConfigFile file,
                                   std::span<const std::string> hooks,
                                   const std::filesystem::path& binary);

/// The steps that unset what `plan_hook_config` set.
std::vector<Step> plan_hook_config_removal(const git::Command& command, ConfigFile file,
                                           std::span<const std::string> hooks);

}  // namespace sallyport::setup
