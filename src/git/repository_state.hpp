#pragma once

#include "git/lines/history.hpp"
#include "git/objects/libgit2_types.hpp"
#include "git/objects/objects.hpp"
#include "git/repository.hpp"
#include "util/file.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::git {

/// One value of the configuration, in git's order.
struct Setting {
  ConfigScope scope;
  std::string name;  ///< section and key in lower case
  std::string value;
};

/// What an open repository holds. Reading goes through `odb`, which has a layer in memory in front:
/// trees of the index and of recomputed merges are written there and vanish with it.
struct Repository::State {
  RepositoryHandle repository;  ///< refs and layout
  OdbHandle odb;
  RepositoryHandle plain;  ///< `odb` without configuration, work tree or attributes
  std::unique_ptr<Objects> objects;
  std::unique_ptr<History> history;
  util::Environment environment;
  std::filesystem::path directory;   ///< the working directory that options are relative to
  std::filesystem::path object_dir;  ///< where new objects are stored
  std::vector<std::filesystem::path> alternates;  ///< of GIT_ALTERNATE_OBJECT_DIRECTORIES
  std::filesystem::path index_file;               ///< the index in force
  std::optional<util::TemporaryFolder> scratch;
  OdbHandle storing_odb;  ///< opened when something is stored
  RepositoryHandle storing;
  std::optional<std::vector<std::string>> remotes;  ///< absent: not read yet
  std::optional<std::vector<Setting>> settings;     ///< as git reads them; absent: it was not asked

  /// A repository handle whose writes reach the disk.
  git_repository* for_storing();
};

/// A new database over `directory` and `alternates`.
OdbHandle open_odb(const std::filesystem::path& directory,
                   const std::vector<std::filesystem::path>& alternates);

}  // namespace sallyport::git
