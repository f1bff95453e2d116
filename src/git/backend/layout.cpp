#include "git/backend/layout.hpp"

#include "util/error.hpp"
#include "util/text.hpp"

#include <string>
#include <system_error>

namespace sallyport::git {
namespace {

namespace fs = std::filesystem;

/// The first folder from `start` upwards that holds a `.git`; empty: none.
fs::path folder_with_git(const fs::path& start) {
  std::error_code error;
  for (fs::path folder = start;; folder = folder.parent_path()) {
    if (fs::exists(folder / ".git", error)) {
      return folder;
    }
    if (folder == folder.parent_path()) {
      return {};
    }
  }
}

std::vector<fs::path> alternates_of(const std::string& variable, const fs::path& directory) {
  std::vector<fs::path> alternates;
  for (const std::string& path : util::split(variable, ':')) {
    if (!path.empty()) {
      alternates.push_back(absolute_from(directory, path));
    }
  }
  return alternates;
}

/// GIT_INDEX_FILE is relative to the top of the work tree (git(1)), where hooks also run.
fs::path find_index(const std::string& variable, const fs::path& top, const fs::path& directory) {
  std::error_code error;
  const fs::path from_top = absolute_from(top, variable);
  const fs::path from_here = absolute_from(directory, variable);
  return !fs::exists(from_top, error) && fs::exists(from_here, error) ? from_here : from_top;
}

void refuse_foreign_common_dir(const std::string& variable, const fs::path& common_dir,
                               const fs::path& directory) {
  std::error_code error;
  if (!variable.empty() && !fs::equivalent(absolute_from(directory, variable), common_dir, error)) {
    throw util::Error(
        util::ErrorKind::unavailable,
        util::say("cannot read the repository: GIT_COMMON_DIR '{}' is not supported", variable),
        "unset GIT_COMMON_DIR");
  }
}

}  // namespace

fs::path absolute_from(const fs::path& directory, const fs::path& path) {
  return (directory / path).lexically_normal();
}

void require_something(const fs::path& directory, const std::string& git_dir) {
  std::error_code error;
  const bool nothing_there = git_dir.empty()
                                 ? folder_with_git(directory).empty()
                                 : !fs::exists(absolute_from(directory, git_dir), error);
  if (nothing_there) {
    throw util::Error(util::ErrorKind::usage,
                      util::say("cannot find a git repository at '{}' or above it",
                                git_dir.empty() ? directory.string() : git_dir),
                      "cd into a repository, or name it with -C DIR");
  }
}

void complete_layout(Layout& layout, const fs::path& directory,
                     const util::Environment& environment) {
  refuse_foreign_common_dir(util::variable(environment, "GIT_COMMON_DIR"), layout.common_dir,
                            directory);
  const std::string objects = util::variable(environment, "GIT_OBJECT_DIRECTORY");
  layout.object_dir =
      objects.empty() ? layout.common_dir / "objects" : absolute_from(directory, objects);
  layout.alternates =
      alternates_of(util::variable(environment, "GIT_ALTERNATE_OBJECT_DIRECTORIES"), directory);
  const std::string index = util::variable(environment, "GIT_INDEX_FILE");
  layout.index_file = index.empty()
                          ? layout.git_dir / "index"
                          : find_index(index, layout.work_dir.value_or(directory), directory);
}

}  // namespace sallyport::git
