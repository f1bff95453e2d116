#include "core/review/replay.hpp"

#include "core/git_terms.hpp"

#include <algorithm>
#include <cstdint>

namespace sallyport::core {
namespace {

/// The reviewed files of one path and the present entry that they may vouch for; either can be
/// absent, not both.
struct Match {
  const std::vector<ReviewedFile>* reviewed = nullptr;
  const Entry* present = nullptr;

  [[nodiscard]] bool is_pair() const { return reviewed != nullptr && present != nullptr; }
  [[nodiscard]] const Entry& cover() const { return reviewed->front().cover; }
  [[nodiscard]] bool is_rename() const { return is_pair() && cover().path != present->path; }
};

/// Reviewed files and entries by path; both lists are in that order.
std::vector<Match> match_by_path(const Review& review, const std::vector<Entry>& entries) {
  std::vector<Match> matches;
  auto file = review.begin();
  auto entry = entries.begin();
  while (file != review.end() || entry != entries.end()) {
    const bool takes_file =
        entry == entries.end() || (file != review.end() && file->first <= entry->path);
    const bool takes_entry =
        file == review.end() || (entry != entries.end() && entry->path <= file->first);
    matches.push_back(
        {takes_file ? &(file++)->second : nullptr, takes_entry ? &*entry++ : nullptr});
  }
  return matches;
}

/// The places in a list of matches that have the same content on both sides.
struct Twins {
  std::vector<std::size_t> reviewed;
  std::vector<std::size_t> present;
};

/// Joins a file and an entry without partners that differ in nothing but their path, where both
/// are the only ones of that content.
void match_renames(std::vector<Match>& matches) {
  std::map<Entry, Twins> by_content;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    const bool is_reviewed = matches[i].reviewed != nullptr;
    Entry content = is_reviewed ? matches[i].cover() : *matches[i].present;
    if (matches[i].is_pair() || content.old_mode == 0 || is_left(content)) {
      continue;
    }
    content.path.clear();
    Twins& twins = by_content[content];
    (is_reviewed ? twins.reviewed : twins.present).push_back(i);
  }
  for (const auto& [content, twins] : by_content) {
    if (twins.reviewed.size() == 1 && twins.present.size() == 1) {
      matches[twins.present.front()].reviewed = matches[twins.reviewed.front()].reviewed;
      matches[twins.reviewed.front()] = {};
    }
  }
  std::erase_if(matches, [](const Match& match) {
    return match.reviewed == nullptr && match.present == nullptr;
  });
}

std::vector<Match> match_up(const Review& review, const std::vector<Entry>& entries) {
  std::vector<Match> matches = match_by_path(review, entries);
  match_renames(matches);
  return matches;
}

bool is_held(const Match& match, const Replays& replays) {
  return match.reviewed != nullptr &&
         std::any_of(match.reviewed->begin(), match.reviewed->end(),
                     [&](const ReviewedFile& file) { return holds(file, match.present, replays); });
}

/// Whether a file that is still at its path can hold by a merge: with the same base it could only
/// give what was reviewed.
bool can_be_merged(const Entry& reviewed, const Entry& present) {
  return reviewed.old_mode == present.old_mode && reviewed.new_mode == present.new_mode &&
         is_regular(reviewed.old_mode) && is_regular(reviewed.new_mode) &&
         reviewed.old_sha256 != present.old_sha256;
}

/// How the replay that a file needs came out; nothing where it needs none, or was not tried.
std::optional<ReplayOutcome> outcome_of(const ReviewedFile& file, const Entry* present,
                                        const Replays& replays) {
  const auto task = replay_task(file, present);
  const auto tried = task ? replays.find(*task) : replays.end();
  return tried == replays.end() ? std::nullopt : std::optional<ReplayOutcome>(tried->second);
}

/// Why a file still at its path is not held, as far as its entries tell.
Unheld changed_since(const Entry& reviewed, const Entry& present) {
  const bool same_result =
      reviewed.new_sha256 == present.new_sha256 && reviewed.new_mode == present.new_mode;
  return same_result ? Unheld::base_changed : Unheld::changed;
}

Unheld why_not(const ReviewedFile& file, const Entry& present, const Replays& replays) {
  if (!file.counts) {
    return Unheld::not_counted;
  }
  switch (outcome_of(file, &present, replays).value_or(ReplayOutcome::differs)) {
    case ReplayOutcome::conflicts:
      return Unheld::conflict;
    case ReplayOutcome::displaced:
      return Unheld::displaced;
    case ReplayOutcome::too_large:
      return Unheld::too_large;
    case ReplayOutcome::missing:
      return Unheld::missing;
    case ReplayOutcome::differs:
    case ReplayOutcome::holds:
      break;
  }
  return changed_since(file.cover, present);
}

/// Why the paths of a match that does not hold are not covered.
void add_reasons(const Match& match, const Replays& replays, std::map<std::string, Unheld>& paths) {
  if (match.reviewed == nullptr || match.is_rename()) {
    paths.emplace(match.present->path, Unheld::not_reviewed);
  } else if (match.present != nullptr) {
    paths.emplace(match.present->path, why_not(match.reviewed->front(), *match.present, replays));
  }
  if (match.present == nullptr || match.is_rename()) {
    paths.emplace(match.cover().path, Unheld::left);
  }
}

}  // namespace

std::optional<ReplayTask> replay_task(const ReviewedFile& file, const Entry* present) {
  const bool still_there = present != nullptr && present->path == file.cover.path;
  if (!file.counts || is_left(file.cover) || (present != nullptr && file.cover == *present) ||
      (still_there && !can_be_merged(file.cover, *present))) {
    return std::nullopt;
  }
  return ReplayTask{file.base_tree, file.head_tree, file.cover,
                    present == nullptr ? file.cover.path : present->path};
}

bool holds(const ReviewedFile& file, const Entry* present, const Replays& replays) {
  if (!file.counts) {
    return false;
  }
  const bool is_equal = present == nullptr ? is_left(file.cover) : file.cover == *present;
  return is_equal || outcome_of(file, present, replays) == ReplayOutcome::holds;
}

std::vector<ReplayTask> replay_tasks(const Review& review, const std::vector<Entry>& entries) {
  std::vector<ReplayTask> tasks;
  for (const Match& match : match_up(review, entries)) {
    static const std::vector<ReviewedFile> k_no_files;
    for (const ReviewedFile& file : match.reviewed == nullptr ? k_no_files : *match.reviewed) {
      auto task = replay_task(file, match.present);
      if (task) {
        tasks.push_back(std::move(*task));
      }
    }
  }
  return tasks;
}

std::vector<Uncovered> uncovered(const Review& review, const std::vector<Entry>& entries,
                                 const Replays& replays) {
  std::map<std::string, Unheld> paths;
  for (const Match& match : match_up(review, entries)) {
    if (!is_held(match, replays)) {
      add_reasons(match, replays, paths);
    }
  }
  std::vector<Uncovered> list;
  list.reserve(paths.size());
  for (const auto& [path, why] : paths) {
    list.push_back({path, why});
  }
  return list;
}

}  // namespace sallyport::core
