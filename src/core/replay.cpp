#include "core/replay.hpp"

#include <algorithm>
#include <cstdint>

namespace sallyport::core {
namespace {

constexpr std::uint32_t k_type_mask = 0170000;
constexpr std::uint32_t k_regular_file = 0100000;

/// A cover and the present entry that it may vouch for; either can be absent, not both.
struct Match {
  const Entry* reviewed = nullptr;
  const Entry* present = nullptr;

  [[nodiscard]] bool is_pair() const { return reviewed != nullptr && present != nullptr; }
  [[nodiscard]] bool is_rename() const { return is_pair() && reviewed->path != present->path; }
};

/// Covers and entries by path; both lists are in that order.
std::vector<Match> match_by_path(const std::vector<Entry>& covers,
                                 const std::vector<Entry>& entries) {
  std::vector<Match> matches;
  auto cover = covers.begin();
  auto entry = entries.begin();
  while (cover != covers.end() || entry != entries.end()) {
    const bool takes_cover =
        entry == entries.end() || (cover != covers.end() && cover->path <= entry->path);
    const bool takes_entry =
        cover == covers.end() || (entry != entries.end() && entry->path <= cover->path);
    matches.push_back({takes_cover ? &*cover++ : nullptr, takes_entry ? &*entry++ : nullptr});
  }
  return matches;
}

/// The places in a list of matches that have the same content on both sides.
struct Twins {
  std::vector<std::size_t> reviewed;
  std::vector<std::size_t> present;
};

/// Joins a cover and an entry without partners that differ in nothing but their path, where both
/// are the only ones of that content.
void match_renames(std::vector<Match>& matches) {
  std::map<Entry, Twins> by_content;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    const bool is_reviewed = matches[i].reviewed != nullptr;
    Entry content = is_reviewed ? *matches[i].reviewed : *matches[i].present;
    if (matches[i].is_pair() || content.old_mode == 0) {
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

std::vector<Match> match_up(const SignoffRecord& record, const std::vector<Entry>& entries) {
  std::vector<Match> matches = match_by_path(record.covers, entries);
  match_renames(matches);
  return matches;
}

bool is_equal(const Match& match) {
  return match.is_pair() && *match.reviewed == *match.present;
}

bool is_regular_file(std::uint32_t mode) {
  return (mode & k_type_mask) == k_regular_file;
}

/// Whether a file that is still at its path can hold by a merge: with the same base it could only
/// give what was reviewed.
bool can_be_merged(const Entry& reviewed, const Entry& present) {
  return reviewed.old_mode == present.old_mode && reviewed.new_mode == present.new_mode &&
         is_regular_file(reviewed.old_mode) && is_regular_file(reviewed.new_mode) &&
         reviewed.old_sha256 != present.old_sha256;
}

std::optional<ReplayTask> task_for(const SignoffRecord& record, const Match& match) {
  const bool still_there = match.is_pair() && !match.is_rename();
  if (match.reviewed == nullptr ||
      (still_there && !can_be_merged(*match.reviewed, *match.present))) {
    return std::nullopt;
  }
  return ReplayTask{record.base.tree, record.head.tree, *match.reviewed,
                    match.present == nullptr ? match.reviewed->path : match.present->path};
}

/// Why the file of a pair at one path is not held, as far as its entries tell.
std::string changed_since(const Match& match) {
  const bool same_result = match.reviewed->new_sha256 == match.present->new_sha256 &&
                           match.reviewed->new_mode == match.present->new_mode;
  return same_result ? "its base changed since the review" : "changed since the review";
}

std::string why_not(const Match& match, std::optional<ReplayOutcome> outcome) {
  switch (outcome.value_or(ReplayOutcome::differs)) {
    case ReplayOutcome::conflicts:
      return "its base changed in the same place since the review";
    case ReplayOutcome::displaced:
      return "its base put it between other lines since the review";
    case ReplayOutcome::too_large:
      return "its base changed since the review, and it is too large to merge";
    case ReplayOutcome::missing:
      return "its base changed since the review, and what was reviewed is not in this repository";
    case ReplayOutcome::differs:
    case ReplayOutcome::holds:
      return changed_since(match);
  }
  return "";
}

/// How the replay that a match needs came out; nothing where it needs none, or was not tried.
std::optional<ReplayOutcome> outcome_of(const SignoffRecord& record, const Match& match,
                                        const Replays& replays) {
  const auto task = is_equal(match) ? std::nullopt : task_for(record, match);
  const auto tried = task ? replays.find(*task) : replays.end();
  return tried == replays.end() ? std::nullopt : std::optional<ReplayOutcome>(tried->second);
}

/// Why the paths of a match that does not hold are not covered.
void add_reasons(const Match& match, const std::optional<ReplayOutcome>& outcome,
                 std::map<std::string, std::string>& paths) {
  if (match.reviewed == nullptr || match.is_rename()) {
    paths.emplace(match.present->path, "not in the review");
  } else if (match.present != nullptr) {
    paths.emplace(match.present->path, why_not(match, outcome));
  }
  if (match.present == nullptr || match.is_rename()) {
    paths.emplace(match.reviewed->path, "left the change since the review");
  }
}

}  // namespace

std::vector<ReplayTask> replay_tasks(const SignoffRecord& record,
                                     const std::vector<Entry>& entries) {
  std::vector<ReplayTask> tasks;
  for (const Match& match : match_up(record, entries)) {
    auto task = is_equal(match) ? std::nullopt : task_for(record, match);
    if (task) {
      tasks.push_back(std::move(*task));
    }
  }
  return tasks;
}

std::vector<Uncovered> uncovered(const SignoffRecord& record, const std::vector<Entry>& entries,
                                 const Replays& replays) {
  std::map<std::string, std::string> paths;
  for (const Match& match : match_up(record, entries)) {
    const auto outcome = outcome_of(record, match, replays);
    if (!is_equal(match) && outcome != ReplayOutcome::holds) {
      add_reasons(match, outcome, paths);
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
