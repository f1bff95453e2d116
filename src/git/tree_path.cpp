#include "git/tree_path.hpp"

#include "util/text.hpp"

#include <algorithm>
#include <string>

namespace sallyport::git {

std::optional<TreePlace> find_path(const Objects& objects, const core::Oid& root,
                                   std::string_view path, MissingTree missing) {
  TreePlace at{k_mode_tree, root};
  if (path.empty()) {
    return at;
  }
  for (const std::string& name : util::split(path, '/')) {
    const bool is_missing =
        missing == MissingTree::holds_nothing && !objects.exists(at.oid, GIT_OBJECT_TREE);
    if (at.mode != k_mode_tree || is_missing) {
      return std::nullopt;
    }
    const Tree tree = objects.tree(at.oid);
    const auto entry = std::find_if(tree.entries.begin(), tree.entries.end(),
                                    [&](const TreeEntry& each) { return each.name == name; });
    if (entry == tree.entries.end()) {
      return std::nullopt;
    }
    at = {entry->mode, entry->oid};
  }
  return at;
}

}  // namespace sallyport::git
