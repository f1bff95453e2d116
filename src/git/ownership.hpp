#pragma once

#include "util/environment.hpp"

#include <git2.h>

#include <filesystem>

namespace sallyport::git {

/// Git's rule of `safe.directory` (git-config(1)): a repository found by searching must belong to
/// the caller. Where it does not, git itself is asked once, because it alone knows every form of
/// the setting. Throws `util::Error` (unavailable) with the command that allows it.
void check_ownership(git_repository* repository, const std::filesystem::path& directory,
                     const util::Environment& environment);

}  // namespace sallyport::git
