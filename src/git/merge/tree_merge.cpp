#include "git/merge/tree_merge.hpp"

#include "core/git_terms.hpp"
#include "git/merge/file_replay.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace sallyport::git {
namespace {

enum Side : std::size_t { k_base, k_ours, k_theirs, k_result, k_sides };

/// What the four trees have at one name; mode 0: nothing.
using Entries = std::array<TreeEntry, k_sides>;
using Folders = std::array<core::Oid, k_sides>;

bool is_same(const TreeEntry& left, const TreeEntry& right) {
  return left.mode == right.mode && left.oid == right.oid;
}

bool is_folder_or_absent(const TreeEntry& entry) {
  return entry.mode == 0 || entry.mode == core::k_mode_tree;
}

/// Walks with its own stack, because whoever made the trees chose how deep they are.
class TreeMerge {
 public:
  explicit TreeMerge(Objects& objects) : objects_(objects) {}

  std::optional<bool> run(const MergedTrees& trees) {
    folders_.push_back({trees.base, trees.ours, trees.theirs, trees.result});
    while (!folders_.empty() && !conflicts_ && !may_be_renamed_) {
      const Folders folders = folders_.back();
      folders_.pop_back();
      merge_folder(folders);
    }
    return may_be_renamed_ && !conflicts_ ? std::nullopt : std::optional(!conflicts_ && !differs_);
  }

 private:
  void merge_folder(const Folders& folders) {
    std::array<std::shared_ptr<const Tree>, k_sides> trees;
    std::array<std::span<const TreeEntry>, k_sides> rest;
    for (std::size_t side = 0; side < k_sides; ++side) {
      trees[side] = objects_.tree(folders[side]);
      rest[side] = trees[side]->entries;
    }
    while (const TreeEntry* const first = first_of(rest)) {
      const TreeEntry name = *first;
      Entries entries;
      for (std::size_t side = 0; side < k_sides; ++side) {
        if (!rest[side].empty() && compare_entries(rest[side].front(), name) == 0) {
          entries[side] = rest[side].front();
          rest[side] = rest[side].subspan(1);
        }
      }
      merge(entries);
    }
  }

  /// The entry that comes next on any side; null: none is left.
  static const TreeEntry* first_of(const std::array<std::span<const TreeEntry>, k_sides>& rest) {
    const TreeEntry* first = nullptr;
    for (const auto& entries : rest) {
      if (!entries.empty() && (first == nullptr || compare_entries(entries.front(), *first) < 0)) {
        first = &entries.front();
      }
    }
    return first;
  }

  void merge(const Entries& entries) {
    const auto& [base, ours, theirs, result] = entries;
    const bool is_changed_by_both = !is_same(base, theirs) && !is_same(base, ours);
    const bool has_gone = base.mode != 0 && (ours.mode == 0 || theirs.mode == 0);
    if (!is_changed_by_both || (is_same(ours, theirs) && !has_gone)) {
      differs_ = differs_ || !is_same(result, is_same(base, ours) ? theirs : ours);
    } else if (std::all_of(entries.begin(), entries.end(), is_folder_or_absent)) {
      folders_.push_back({base.oid, ours.oid, theirs.oid, result.oid});
    } else if (core::is_regular(base.mode) && core::is_regular(ours.mode) &&
               core::is_regular(theirs.mode) && is_small(base) && is_small(ours) &&
               is_small(theirs)) {
      merge_texts_of(entries);
    } else {
      may_be_renamed_ = true;
    }
  }

  [[nodiscard]] bool is_small(const TreeEntry& entry) const {
    return objects_.blob_size(entry.oid) <= k_largest_replay;
  }

  void merge_texts_of(const Entries& entries) {
    const auto& [base, ours, theirs, result] = entries;
    const std::uint32_t mode = base.mode == ours.mode ? theirs.mode : ours.mode;
    const auto merged = merge_texts(objects_.blob(base.oid).view, objects_.blob(ours.oid).view,
                                    objects_.blob(theirs.oid).view);
    conflicts_ = conflicts_ || !merged;
    differs_ =
        differs_ || !merged || result.mode != mode || *merged != objects_.blob(result.oid).view;
  }

  Objects& objects_;
  std::vector<Folders> folders_;
  bool differs_ = false;    ///< the result, from what the sides give
  bool conflicts_ = false;  ///< the sides
  bool may_be_renamed_ = false;
};

}  // namespace

std::optional<bool> is_merged(Objects& objects, const MergedTrees& trees) {
  return TreeMerge(objects).run(trees);
}

}  // namespace sallyport::git
