#pragma once

#include "git/command.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sallyport::setup {

/// `git::command_for`. Throws `util::Error` (unavailable) when there is no `git` in PATH.
git::Command git_command(const git::Repository& repository, const util::Environment& environment);

/// Standard output of `git ARGUMENTS` without its last LF. Throws `util::Error` (unavailable) with
/// git's own words when it fails.
std::string git_output(const git::Command& command, std::vector<std::string> arguments);

/// Major and minor version.
using Version = std::pair<int, int>;

/// The first `N.N` in a text such as `git version 2.39.5 (Apple Git-154)`; nothing when there is
/// none.
std::optional<Version> parse_version(std::string_view text);

/// `2.39`
std::string to_string(Version version);

/// The version of the git in use. Throws `util::Error` (unavailable) when it cannot be told.
Version git_version(const git::Command& command);

/// The folder that git looks for hooks in: absolute, worktrees and core.hooksPath followed.
std::filesystem::path hooks_folder(const git::Command& command);

/// A configuration value and where it stands.
struct Setting {
  std::string scope;   ///< system, global, local, worktree or command
  std::string origin;  ///< `file:/home/alice/.gitconfig`
  std::string value;
};

/// The value of a configuration key that is in force; nothing when it is unset.
std::optional<Setting> setting(const git::Command& command, const std::string& key);

}  // namespace sallyport::setup
