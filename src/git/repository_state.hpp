#pragma once

#include "git/backend/backend.hpp"
#include "git/backend/by_git.hpp"
#include "git/lines/history.hpp"
#include "git/objects/objects.hpp"
#include "git/repository.hpp"
#include "util/environment.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sallyport::git {

/// What an open repository holds.
struct Repository::State {
  std::unique_ptr<Backend> backend;
  std::unique_ptr<Objects> objects;
  std::unique_ptr<History> history;
  util::Environment environment;
  std::optional<std::vector<std::string>> remotes;  ///< absent: not read yet
  std::optional<core::Oid> index_tree;              ///< absent: not read yet
  std::optional<std::vector<Setting>> settings;     ///< as git reads them; absent: it was not asked
};

}  // namespace sallyport::git
