#pragma once

#include "core/oid.hpp"
#include "util/environment.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sallyport::git {

/// Where a repository is, and what of it is in force. All paths are absolute.
struct Layout {
  std::filesystem::path git_dir;                    ///< of this worktree
  std::filesystem::path common_dir;                 ///< shared by all worktrees
  std::optional<std::filesystem::path> work_dir{};  ///< absent when bare
  core::ObjectFormat format = core::ObjectFormat::sha1;
  std::filesystem::path object_dir{};               ///< where new objects are stored
  std::vector<std::filesystem::path> alternates{};  ///< GIT_ALTERNATE_OBJECT_DIRECTORIES
  std::filesystem::path index_file{};
};

/// A path that may be relative to `directory`.
std::filesystem::path absolute_from(const std::filesystem::path& directory,
                                    const std::filesystem::path& path);

/// Throws `util::Error` (usage) where there is no repository: no `git_dir`, or where that is empty
/// none from `directory` upwards.
void require_something(const std::filesystem::path& directory, const std::string& git_dir);

/// Fills in the object folders and the index, as git's variables name them where they do (git(1));
/// `directory` is what these are relative to. Throws `util::Error` (unavailable) for another
/// GIT_COMMON_DIR.
void complete_layout(Layout& layout, const std::filesystem::path& directory,
                     const util::Environment& environment);

}  // namespace sallyport::git
