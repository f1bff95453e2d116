#include "core/git_terms.hpp"
#include "git/merge/file_replay.hpp"
#include "git/merge/reviewed_contents.hpp"
#include "git/objects/objects.hpp"
#include "git/objects/tree_diff.hpp"
#include "git/repository.hpp"
#include "git/repository_state.hpp"
#include "util/error.hpp"
#include "util/sha256.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace sallyport::git {
namespace {

using core::ReplayOutcome;

/// How often a content was taken away from, and added to, the paths of a tree.
struct Moves {
  int removed = 0;
  int added = 0;
};

/// Whether a place has that mode and content. A folder has nothing: the file that it took the place
/// of is absent.
bool has(Objects& objects, const TreePlace& place, std::uint32_t mode, const util::Sha256& digest) {
  const bool is_absent = place.mode == 0 || place.mode == core::k_mode_tree;
  return is_absent ? mode == 0
                   : place.mode == mode && objects.digest(place.oid, place.mode) == digest;
}

/// Carries reviewed files over to one change.
class Replay {
 public:
  Replay(Objects& objects, const core::Oid& base_tree, const core::Oid& head_tree,
         const core::SubjectBlobs& subjects)
      : objects_(objects),
        base_tree_(base_tree),
        head_tree_(head_tree),
        reviewed_(objects, subjects) {}

  ReplayOutcome run(const core::ReplayTask& task) {
    const TreePlace base = present(base_tree_, task.path);
    const TreePlace head = present(head_tree_, task.path);
    const bool as_reviewed = is(head, task.reviewed.new_mode, task.reviewed.new_sha256);
    if (task.path != task.reviewed.path) {
      return as_reviewed && follows_rename(task, base) ? ReplayOutcome::holds
                                                       : ReplayOutcome::differs;
    }
    const bool is_unchanged = base.mode == head.mode && base.oid == head.oid;
    if (as_reviewed &&
        (is_unchanged || is(base, task.reviewed.old_mode, task.reviewed.old_sha256))) {
      return ReplayOutcome::holds;
    }
    const bool same_modes =
        base.mode == task.reviewed.old_mode && head.mode == task.reviewed.new_mode;
    return same_modes && core::is_regular(base.mode) && core::is_regular(head.mode)
               ? merge(task, base.oid, head.oid)
               : ReplayOutcome::differs;
  }

 private:
  [[nodiscard]] TreePlace present(const core::Oid& tree, const std::string& path) const {
    return find_path(objects_, tree, path).value_or(TreePlace{});
  }

  [[nodiscard]] bool is(const TreePlace& place, std::uint32_t mode, const util::Sha256& digest) {
    return has(objects_, place, mode, digest);
  }

  /// Whether the base, since the review, moved the file to where it is now: with the same content,
  /// and no other file of that content came or went.
  bool follows_rename(const core::ReplayTask& task, const TreePlace& base) {
    try {
      return is(base, task.reviewed.old_mode, task.reviewed.old_sha256) &&
             objects_.exists(task.reviewed_base, ObjectType::tree) && was_moved(task, base);
    } catch (const util::Error&) {  // of the record's own tree, as above
      return false;
    }
  }

  bool was_moved(const core::ReplayTask& task, const TreePlace& base) {
    const auto before = find_path(objects_, task.reviewed_base, task.reviewed.path);
    const bool was_there = before && before->oid == base.oid && before->mode == base.mode;
    const bool has_left = present(base_tree_, task.reviewed.path).mode == 0 &&
                          present(head_tree_, task.reviewed.path).mode == 0;
    const bool is_new = !find_path(objects_, task.reviewed_base, task.path);
    if (!was_there || !has_left || !is_new) {
      return false;
    }
    const Moves& moves = moves_since(task.reviewed_base)[base.oid];
    return moves.removed == 1 && moves.added == 1;
  }

  /// What came and went from a reviewed base to the present one, by content.
  std::map<core::Oid, Moves>& moves_since(const core::Oid& reviewed_base) {
    const auto [found, is_new] = moves_.try_emplace(reviewed_base);
    if (is_new) {
      for (const Difference& difference : compare_trees(objects_, reviewed_base, base_tree_)) {
        if (difference.old_oid != difference.new_oid) {
          found->second[difference.old_oid].removed += 1;
          found->second[difference.new_oid].added += 1;
        }
      }
    }
    return found->second;
  }

  ReplayOutcome merge(const core::ReplayTask& task, const core::Oid& base, const core::Oid& head) {
    const auto before = reviewed_.side(task, ReviewedSide::before);
    const auto after = reviewed_.side(task, ReviewedSide::after);
    if (!before || !after) {
      return ReplayOutcome::missing;
    }
    const std::array all{*before, *after, base, head};
    if (std::any_of(all.begin(), all.end(),
                    [&](const core::Oid& blob) { return reviewed_.is_too_large(blob); })) {
      return ReplayOutcome::too_large;
    }
    const std::array<Bytes, 4> bytes{objects_.blob(*before), objects_.blob(*after),
                                     objects_.blob(base), objects_.blob(head)};
    return replay_texts({bytes[0].view, bytes[1].view, bytes[2].view, bytes[3].view});
  }

  Objects& objects_;
  core::Oid base_tree_;
  core::Oid head_tree_;
  ReviewedContents reviewed_;
  std::map<core::Oid, std::map<core::Oid, Moves>> moves_;
};

}  // namespace

bool Repository::has_new_side(const core::Oid& tree, const core::Entry& entry) const {
  const TreePlace place = find_path(*state_->objects, tree, entry.path).value_or(TreePlace{});
  return has(*state_->objects, place, entry.new_mode, entry.new_sha256);
}

core::Replays Repository::replay(const core::Oid& base_tree, const core::Oid& head_tree,
                                 std::span<const core::ReplayTask> tasks,
                                 const core::SubjectBlobs& subjects) const {
  Replay replay(*state_->objects, base_tree, head_tree, subjects);
  core::Replays outcomes;
  for (const core::ReplayTask& task : tasks) {
    outcomes.emplace(task, replay.run(task));
  }
  return outcomes;
}

}  // namespace sallyport::git
