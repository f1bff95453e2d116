#pragma once

#include "git/repository.hpp"
#include "setup/transaction.hpp"
#include "util/environment.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace sallyport::setup {

struct InstallOptions {
  std::vector<std::string> hooks;  ///< empty: those of a clone
  bool global = false;             ///< for every repository of the user (git 2.54 or later)
  bool dry_run = false;
  std::filesystem::path binary;  ///< absolute path that the shims call first
  util::Environment environment;
};

/// Puts the hooks in place by one mechanism (hook files with chaining, or configuration-based hooks
/// from git 2.54 on). Twice changes nothing. Throws `util::Error`: refused when a hook manager owns
/// the hooks or the hooks folder is tracked (the hint is what to add there), unavailable when a
/// file cannot be written; then nothing is half done.
Actions install(const git::Repository& repository, const InstallOptions& options);

/// Removes exactly what `install` added and restores what it moved, byte for byte.
Actions uninstall(const git::Repository& repository, const InstallOptions& options);

}  // namespace sallyport::setup
