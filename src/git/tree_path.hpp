#pragma once

#include "core/oid.hpp"
#include "git/objects.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace sallyport::git {

/// What a tree holds at a path.
struct TreePlace {
  std::uint32_t mode = 0;
  core::Oid oid;
};

/// What a folder on the way whose tree is not in the repository means.
enum class MissingTree { fails, holds_nothing };

/// What `root` holds at `path`, itself for the empty path; nothing where there is nothing.
std::optional<TreePlace> find_path(const Objects& objects, const core::Oid& root,
                                   std::string_view path, MissingTree missing = MissingTree::fails);

}  // namespace sallyport::git
