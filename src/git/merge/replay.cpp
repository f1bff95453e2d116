#include "core/git_terms.hpp"
#include "git/merge/file_replay.hpp"
#include "git/objects/objects.hpp"
#include "git/objects/tree_diff.hpp"
#include "git/repository.hpp"
#include "git/repository_state.hpp"
#include "util/error.hpp"
#include "util/sha256.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <functional>
#include <map>
#include <numeric>
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

enum class Side { before, after };

/// Whether a place has that mode and content. A folder has nothing: the file that it took the place
/// of is absent.
bool has(Objects& objects, const TreePlace& place, std::uint32_t mode, const util::Sha256& digest) {
  const bool is_absent = place.mode == 0 || place.mode == core::k_mode_tree;
  return is_absent ? mode == 0
                   : place.mode == mode && objects.digest(place.oid, place.mode) == digest;
}

/// Lines that say something, without the white space around them, and how often each is there.
using LineCounts = std::map<std::string, std::int64_t, std::less<>>;

LineCounts count_lines(std::string_view text) {
  LineCounts counts;
  for (const std::string_view line : util::split_lines(text)) {
    const std::string_view words = util::trim(line);
    if (std::any_of(words.begin(), words.end(),
                    [](unsigned char c) { return std::isalnum(c) != 0 || c >= 0x80; })) {
      counts[std::string(words)] += 1;
    }
  }
  return counts;
}

/// What `more` has more often than `less`.
LineCounts surplus(const LineCounts& more, const LineCounts& less) {
  LineCounts left = more;
  for (const auto& [line, count] : less) {
    const auto found = left.find(line);
    if (found != left.end() && (found->second -= count) <= 0) {
      left.erase(found);
    }
  }
  return left;
}

/// The lines that a change of a file adds and takes away.
struct LineChange {
  LineCounts added;
  LineCounts removed;
};

LineChange compare_lines(std::string_view before, std::string_view after) {
  const LineCounts old_lines = count_lines(before);
  const LineCounts new_lines = count_lines(after);
  return {surplus(new_lines, old_lines), surplus(old_lines, new_lines)};
}

std::int64_t size_of(const LineCounts& lines) {
  return std::accumulate(lines.begin(), lines.end(), std::int64_t{0},
                         [](std::int64_t sum, const auto& line) { return sum + line.second; });
}

std::int64_t shared_lines(const LineCounts& left, const LineCounts& right) {
  std::int64_t shared = 0;
  for (const auto& [line, count] : left) {
    const auto found = right.find(line);
    shared += found == right.end() ? 0 : std::min(count, found->second);
  }
  return shared;
}

/// From so many lines on it is no chance that two files share them.
constexpr std::int64_t k_telling_lines = 10;

/// Whether half of the rejected lines are added again, or half of what is added was rejected. At
/// another path few lines tell only where it is half of both.
bool adds_again(const LineCounts& rejected, const LineCounts& added, bool same_path) {
  const std::int64_t shared = shared_lines(rejected, added);
  const bool half_of_rejected = shared > 0 && 2 * shared >= size_of(rejected);
  const bool half_of_added = shared > 0 && 2 * shared >= size_of(added);
  return (half_of_rejected && (half_of_added || same_path)) ||
         ((half_of_rejected || half_of_added) && shared >= k_telling_lines);
}

/// Whether a rejected change that took away as much as it added, or more, has half of that taken
/// away again.
bool removes_again(const LineChange& rejected, const LineCounts& removed) {
  const std::int64_t shared = shared_lines(rejected.removed, removed);
  return size_of(rejected.removed) >= size_of(rejected.added) && shared > 0 &&
         2 * shared >= size_of(rejected.removed);
}

/// Carries reviewed files over to one change.
class Replay {
 public:
  Replay(Objects& objects, const core::Oid& base_tree, const core::Oid& head_tree,
         const core::SubjectBlobs& subjects)
      : objects_(objects), base_tree_(base_tree), head_tree_(head_tree), subjects_(subjects) {}

  ReplayOutcome run(const core::ReplayTask& task) {
    const ReplayOutcome outcome = carry(task);
    return task.resembling && outcome != ReplayOutcome::holds ? resemblance(task) : outcome;
  }

 private:
  ReplayOutcome carry(const core::ReplayTask& task) {
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

  /// Whether what was done to the file at the path of the task resembles what was reviewed.
  ReplayOutcome resemblance(const core::ReplayTask& task) {
    const auto before = reviewed_text(task, Side::before);
    const auto after = reviewed_text(task, Side::after);
    const auto head = text_at(head_tree_, task.path);
    if (!before || !after) {
      return ReplayOutcome::missing;
    }
    if (!head) {
      return ReplayOutcome::too_large;
    }
    const LineChange rejected = compare_lines(*before, *after);
    const LineChange made = compare_lines(text_at(base_tree_, task.path).value_or(""), *head);
    return adds_again(rejected.added, made.added, task.path == task.reviewed.path) ||
                   removes_again(rejected, made.removed)
               ? ReplayOutcome::resembles
               : ReplayOutcome::differs;
  }

  /// The text of a file as it is in a tree, empty where there is none; absent: it is too large.
  [[nodiscard]] std::optional<std::string> text_at(const core::Oid& tree, const std::string& path) {
    const TreePlace place = present(tree, path);
    return core::is_regular(place.mode) ? text_of(place.oid) : "";
  }

  [[nodiscard]] std::optional<std::string> text_of(const core::Oid& blob) {
    return is_too_large(blob) ? std::nullopt : std::optional(std::string(objects_.blob(blob).view));
  }

  /// The text of a reviewed side, empty where it was no file; absent: it is not here, or too large.
  [[nodiscard]] std::optional<std::string> reviewed_text(const core::ReplayTask& task, Side side) {
    const bool is_old = side == Side::before;
    if (!core::is_regular(is_old ? task.reviewed.old_mode : task.reviewed.new_mode)) {
      return "";
    }
    const auto blob = reviewed(task, side);
    return blob ? text_of(*blob) : std::nullopt;
  }

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
             objects_.exists(task.reviewed_base, GIT_OBJECT_TREE) && was_moved(task, base);
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

  [[nodiscard]] bool is_too_large(const core::Oid& blob) const {
    return objects_.blob_size(blob) > k_largest_replay;
  }

  /// One reviewed side as the tree of the record has it, if it is here. Which tree that is, and
  /// whether anybody can read it, is up to whoever made the record.
  [[nodiscard]] std::optional<core::Oid> in_tree(const core::Oid& tree,
                                                 const std::string& path) const {
    try {
      const auto place = find_path(objects_, tree, path, MissingTree::holds_nothing);
      const bool is_here =
          place && core::is_regular(place->mode) && objects_.exists(place->oid, GIT_OBJECT_BLOB);
      return is_here ? std::optional(place->oid) : std::nullopt;
    } catch (const util::Error&) {
      return std::nullopt;
    }
  }

  /// One reviewed side as it was kept beside the records.
  [[nodiscard]] std::optional<core::Oid> in_subjects(const std::string& name,
                                                     const util::Sha256& digest) const {
    const auto kept = subjects_.find(name);
    for (const core::Oid& blob : kept == subjects_.end() ? std::set<core::Oid>{} : kept->second) {
      if (objects_.exists(blob, GIT_OBJECT_BLOB) && !is_too_large(blob) &&
          objects_.digest(blob, core::k_mode_file) == digest) {
        return blob;
      }
    }
    return std::nullopt;
  }

  /// One reviewed side, with the content that was signed, unless it is too large to be looked at.
  [[nodiscard]] std::optional<core::Oid> reviewed(const core::ReplayTask& task, Side side) const {
    const bool is_old = side == Side::before;
    const core::Entry& entry = task.reviewed;
    const util::Sha256& digest = is_old ? entry.old_sha256 : entry.new_sha256;
    const auto blob = in_tree(is_old ? task.reviewed_base : task.reviewed_head, entry.path);
    if (blob && (is_too_large(*blob) || objects_.digest(*blob, core::k_mode_file) == digest)) {
      return blob;
    }
    return in_subjects((is_old ? "old/" : "new/") + entry.path, digest);
  }

  ReplayOutcome merge(const core::ReplayTask& task, const core::Oid& base, const core::Oid& head) {
    const auto before = reviewed(task, Side::before);
    const auto after = reviewed(task, Side::after);
    if (!before || !after) {
      return ReplayOutcome::missing;
    }
    const std::array all{*before, *after, base, head};
    if (std::any_of(all.begin(), all.end(),
                    [&](const core::Oid& blob) { return is_too_large(blob); })) {
      return ReplayOutcome::too_large;
    }
    const std::array<Bytes, 4> bytes{objects_.blob(*before), objects_.blob(*after),
                                     objects_.blob(base), objects_.blob(head)};
    return replay_texts({bytes[0].view, bytes[1].view, bytes[2].view, bytes[3].view});
  }

  Objects& objects_;
  core::Oid base_tree_;
  core::Oid head_tree_;
  const core::SubjectBlobs& subjects_;
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
