#pragma once

#include "git/repository.hpp"
#include "util/process.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::setup {

/// The hooks that `install` puts in place when none are named.
std::span<const std::string_view> default_hooks();

struct InstallOptions {
  std::vector<std::string> hooks;  ///< empty: the default ones
  bool global = false;             ///< for every repository of the user (git 2.54 or later)
  bool dry_run = false;
  std::filesystem::path binary;  ///< absolute path that the shims call first
  util::Environment environment;
};

/// What was done, or would be done: one line each, ready to print.
using Actions = std::vector<std::string>;

/// Puts the hooks in place by one mechanism (hook files with chaining, or configuration-based hooks
/// from git 2.54 on). Twice changes nothing. Throws `util::Error`: refused when a hook manager owns
/// the hooks or the hooks folder is tracked (the hint is what to add there), unavailable when a
/// file cannot be written; then nothing is half done.
Actions install(const git::Repository& repository, const InstallOptions& options);

/// Removes exactly what `install` added and restores what it moved, byte for byte.
Actions uninstall(const git::Repository& repository, const InstallOptions& options);

/// One fact that `doctor` looked at.
struct Finding {
  enum class Grade { good, note, problem };
  Grade grade = Grade::good;
  std::string what;  ///< one line
  std::string mend;  ///< the command or edit that helps; empty when good
};

/// Hooks in place, executable, not overridden, reachable; versions of git and ssh-keygen;
/// overriding variables; every linked worktree.
std::vector<Finding> examine_hooks(const git::Repository& repository,
                                   const InstallOptions& options);

}  // namespace sallyport::setup
