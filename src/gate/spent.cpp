#include "gate/spent.hpp"

#include "core/review/review.hpp"
#include "signoff/kept/subjects.hpp"
#include "util/error.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <utility>

namespace sallyport::gate {
namespace {

/// In a longer line only the signed content itself is looked for: whether it was carried over takes
/// a comparison of trees for each commit.
constexpr std::size_t k_longest_line = 5000;

constexpr std::int64_t k_any_generations = std::numeric_limits<std::int64_t>::max();

bool is_positive(const core::SignoffRecord& record) {
  return record.item != core::k_provenance && (record.verdict == core::RecordVerdict::approve ||
                                               record.verdict == core::RecordVerdict::waive);
}

/// What a record vouches for, in a form that can be compared: many are of one change.
using Content = std::vector<core::ReplayTask>;

/// What became on one tip of the target of what records cover.
class Landings {
 public:
  Landings(const Session& session, const core::Facts& facts,
           const std::vector<core::SignoffRecord>& records, const core::Oid& tip)
      : session_(session), facts_(facts), records_(records), tip_(tip) {
    for (const core::SignoffRecord& record : records) {
      known_.emplace(record.id, &record);
    }
  }

  bool is_spent(const core::SignoffRecord& record) {
    const Content content = content_of(record);
    if (content.empty()) {
      return false;
    }
    const auto since = start_of(record);
    const auto [found, is_new] = spent_.try_emplace({since, content}, false);
    if (is_new) {
      found->second = has_landed_and_left(content, line_since(since));
    }
    return found->second;
  }

 private:
  using Line = std::vector<core::Oid>;

  /// With what it extends: a delta alone may cover one file of many.
  [[nodiscard]] Content content_of(const core::SignoffRecord& record) const {
    core::Review review = core::review_of(record);
    auto extended = core::extended_review(
        record.extends, known_, [](const core::SignoffRecord&) { return true; }, k_any_generations);
    if (extended) {
      review.merge(*extended);
    }
    Content content;
    for (const auto& [path, files] : review) {
      const core::ReviewedFile& file = files.front();
      if (!core::is_left(file.cover)) {
        content.push_back({file.base_tree, file.head_tree, file.cover, path});
      }
    }
    return content;
  }

  /// Where target and what was reviewed went separate ways; nothing where that is not known.
  std::optional<core::Oid> start_of(const core::SignoffRecord& record) {
    const auto& reviewed = record.base.commit;
    if (!reviewed || !session_.repository.has_commit(*reviewed)) {
      return std::nullopt;
    }
    const auto [found, is_new] = starts_.try_emplace(*reviewed);
    if (is_new) {
      const auto bases = session_.repository.merge_bases(*reviewed, {&tip_, 1});
      found->second = bases.empty() ? std::nullopt : std::optional(bases.front());
    }
    return found->second;
  }

  /// The commits to look at. Every one is that came to the target since: which of them its tips
  /// were can be hidden by moving it to a merge whose first parent is another branch.
  const Line& line_since(const std::optional<core::Oid>& since) {
    const auto [found, is_new] = lines_.try_emplace(since);
    if (is_new) {
      found->second =
          since ? session_.repository.ids_between({&tip_, 1}, {&*since, 1}) : whole_line();
    }
    return found->second;
  }

  /// All of the first-parent history; in a shallow clone what came since the change's own base.
  [[nodiscard]] Line whole_line() const {
    try {
      return session_.repository.first_parents(tip_);
    } catch (const util::Error&) {
      const auto& base = facts_.change.base_commit;
      return base ? session_.repository.ids_between({&tip_, 1}, {&*base, 1}) : Line{};
    }
  }

  [[nodiscard]] auto has_in(const core::Oid& tree) const {
    return [this, tree](const core::ReplayTask& file) {
      return session_.repository.has_new_side(tree, file.reviewed);
    };
  }

  [[nodiscard]] bool has_landed_and_left(Content content, const Line& line) {
    const core::Oid tip_tree = session_.repository.tree_of(tip_);
    // What the tip lacks comes first, so that one look is enough for most commits.
    const auto there =
        std::partition(content.begin(), content.end(), std::not_fn(has_in(tip_tree)));
    if (there == content.begin()) {
      return false;
    }
    return std::any_of(line.begin(), line.end(), [&](const core::Oid& commit) {
      const core::Oid tree = session_.repository.tree_of(commit);
      return std::all_of(content.begin(), content.end(), has_in(tree)) ||
             (line.size() <= k_longest_line && has_left_after_replay(content, commit, tip_tree));
    });
  }

  /// The trees before and after a commit.
  [[nodiscard]] std::pair<core::Oid, core::Oid> trees_at(const core::Oid& commit) const {
    const git::Repository& repository = session_.repository;
    const auto line = repository.first_parents(commit, 2);
    return {line.size() < 2 ? repository.empty_tree() : repository.tree_of(line.back()),
            repository.tree_of(commit)};
  }

  /// The files of `content` as one commit changed them; empty where it did not change them all.
  std::vector<core::Entry> entries_at(const Content& content, const core::Oid& commit) {
    const auto [before, after] = trees_at(commit);
    const std::vector<std::string> one{content.front().path};
    if (session_.repository.blobs_at(before, one) == session_.repository.blobs_at(after, one)) {
      return {};
    }
    const auto [found, is_new] = entries_.try_emplace(commit);
    if (is_new) {
      found->second = session_.repository.read_entries(before, after);
    }
    std::vector<core::Entry> entries;
    for (const core::Entry& entry : found->second) {
      if (std::any_of(content.begin(), content.end(),
                      [&](const core::ReplayTask& file) { return file.path == entry.path; })) {
        entries.push_back(entry);
      }
    }
    return entries.size() == content.size() ? entries : std::vector<core::Entry>{};
  }

  /// Whether a commit landed the content on another base, and the tip has not what it made of it.
  bool has_left_after_replay(const Content& content, const core::Oid& commit,
                             const core::Oid& tip_tree) {
    const std::vector<core::Entry> entries = entries_at(content, commit);
    const bool is_gone = std::any_of(entries.begin(), entries.end(), [&](const core::Entry& entry) {
      return !session_.repository.has_new_side(tip_tree, entry);
    });
    return is_gone && is_carried_over(content, entries, commit);
  }

  [[nodiscard]] bool is_carried_over(const Content& content,
                                     const std::vector<core::Entry>& entries,
                                     const core::Oid& commit) const {
    core::Review review;
    for (const core::ReplayTask& file : content) {
      review[file.path].push_back({file.reviewed, file.reviewed_base, file.reviewed_head});
    }
    const auto tasks = core::replay_tasks(review, entries);
    const auto [before, after] = trees_at(commit);
    const auto replays = session_.repository.replay(
        before, after, tasks,
        signoff::find_subjects(session_.repository, facts_.policy.store_branch, records_, tasks));
    return core::uncovered(review, entries, replays).empty();
  }

  const Session& session_;
  const core::Facts& facts_;
  const std::vector<core::SignoffRecord>& records_;
  core::Oid tip_;
  core::RecordsById known_;
  std::map<core::Oid, std::optional<core::Oid>> starts_;  ///< by reviewed base
  std::map<std::optional<core::Oid>, Line> lines_;
  std::map<core::Oid, std::vector<core::Entry>> entries_;
  std::map<std::pair<std::optional<core::Oid>, Content>, bool> spent_;
};

}  // namespace

std::set<std::string> spent_records(const Session& session, const Ground& ground,
                                    const core::Facts& facts,
                                    const std::vector<core::SignoffRecord>& records) {
  std::set<std::string> spent;
  for (const core::Oid& tip : ground.target ? ground.target->commits : std::vector<core::Oid>{}) {
    Landings landings(session, facts, records, tip);
    for (const core::SignoffRecord& record : records) {
      if (is_positive(record) && landings.is_spent(record)) {
        spent.insert(record.id);
      }
    }
  }
  return spent;
}

}  // namespace sallyport::gate
