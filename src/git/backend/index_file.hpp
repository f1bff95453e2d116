#pragma once

#include "core/oid.hpp"

#include <functional>
#include <optional>
#include <string_view>

namespace sallyport::git {

/// Where the folders of an index go.
struct FolderStore {
  /// Stores a tree.
  std::function<core::Oid(std::string_view bytes)> store;
  /// Whether a tree is stored already.
  std::function<bool(const core::Oid& tree)> has;
};

/// The tree of an index with SHA-1 names (gitformat-index(5), versions 2 to 4), without what was
/// only announced (`git add --intent-to-add`). Folders whose trees the index knows, those without a
/// change, cost no more than to pass over their entries; as git does, it takes the rest for what it
/// is, whatever the checksum. Nothing where only git can read it: sparse, split, or with an
/// extension that is not known. Throws `util::Error`: (refused) when entries are unmerged,
/// (unavailable) when it is cut short or no index.
std::optional<core::Oid> tree_of_index_file(std::string_view index, const FolderStore& folders);

}  // namespace sallyport::git
