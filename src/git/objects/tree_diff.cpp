#include "git/objects/tree_diff.hpp"

#include "core/git_terms.hpp"
#include "util/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

namespace sallyport::git {
namespace {

constexpr std::size_t k_max_differences = 2'000'000;
constexpr std::size_t k_max_path = std::size_t{32} << 10U;

/// Two folders still to be compared; the path ends in '/' or is empty.
struct FolderPair {
  std::string path;
  core::Oid old_tree;
  core::Oid new_tree;
};

/// Walks with its own stack, because whoever made the trees chose how deep they are.
class TreeComparison {
 public:
  TreeComparison(const Objects& objects, NewTrees wanted) : objects_(objects), wanted_(wanted) {}

  std::vector<Difference> run(const core::Oid& old_tree, const core::Oid& new_tree) {
    folders_.push_back({"", old_tree, new_tree});
    while (!folders_.empty()) {
      const FolderPair folder = std::move(folders_.back());
      folders_.pop_back();
      compare_folder(folder);
      check_bounds(folder);
    }
    std::sort(
        differences_.begin(), differences_.end(),
        [](const Difference& left, const Difference& right) { return left.path < right.path; });
    return std::move(differences_);
  }

 private:
  void compare_folder(const FolderPair& folder) {
    if (folder.old_tree == folder.new_tree) {
      return;
    }
    const auto old_tree = objects_.tree(folder.old_tree);
    const auto new_tree = objects_.tree(folder.new_tree);
    if (wanted_ == NewTrees::well_formed && !new_tree->fault.empty()) {
      throw util::Error(
          util::ErrorKind::unavailable,
          fmt::format("cannot judge tree '{}': {}", core::to_hex(folder.new_tree), new_tree->fault),
          "make the commit anew, with git");
    }
    const std::vector<TreeEntry>& before = old_tree->entries;
    const std::vector<TreeEntry>& after = new_tree->entries;
    auto left = before.begin();
    auto right = after.begin();
    while (left != before.end() || right != after.end()) {
      const int order = left == before.end()   ? 1
                        : right == after.end() ? -1
                                               : compare_entries(*left, *right);
      const TreeEntry* old_entry = order <= 0 ? &*left++ : nullptr;
      const TreeEntry* new_entry = order >= 0 ? &*right++ : nullptr;
      compare_entry(folder.path, old_entry, new_entry);
    }
  }

  void compare_entry(const std::string& folder, const TreeEntry* before, const TreeEntry* after) {
    const TreeEntry absent;
    const TreeEntry& left = before == nullptr ? absent : *before;
    const TreeEntry& right = after == nullptr ? absent : *after;
    if (left.oid == right.oid && left.mode == right.mode) {
      return;
    }
    std::string path = folder;
    path += before == nullptr ? right.name : left.name;
    if (left.mode == core::k_mode_tree || right.mode == core::k_mode_tree) {
      folders_.push_back({path + "/", left.oid, right.oid});
    } else {
      differences_.push_back({std::move(path), left.mode, right.mode, left.oid, right.oid});
    }
  }

  void check_bounds(const FolderPair& folder) const {
    if (differences_.size() > k_max_differences || folders_.size() > k_max_differences ||
        folder.path.size() > k_max_path) {
      throw util::Error(util::ErrorKind::unavailable,
                        fmt::format("cannot compare trees '{}' and '{}': they hold more than "
                                    "2,000,000 files, or a path of more than 32 KiB",
                                    core::to_hex(folder.old_tree), core::to_hex(folder.new_tree)),
                        "land it in smaller parts, or with shorter paths");
    }
  }

  const Objects& objects_;
  NewTrees wanted_;
  std::vector<FolderPair> folders_;
  std::vector<Difference> differences_;
};

}  // namespace

std::vector<Difference> compare_trees(const Objects& objects, const core::Oid& old_tree,
                                      const core::Oid& new_tree, NewTrees wanted) {
  return TreeComparison(objects, wanted).run(old_tree, new_tree);
}

}  // namespace sallyport::git
