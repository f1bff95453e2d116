#include "core/change/delta.hpp"

#include <algorithm>
#include <set>

namespace sallyport::core {
namespace {

/// More than this many reviews are never extended at once.
constexpr std::size_t k_most_extended = 16;

/// A review that may be extended, and the paths of the change that it holds.
struct Candidate {
  const SignoffRecord* record = nullptr;
  std::set<std::string> held;
  std::size_t unheld = 0;
};

std::vector<Candidate> candidates_of(const ItemReviews& reviews, const std::string& signer) {
  std::vector<Candidate> candidates;
  for (const SignoffRecord* record : reviews.valid()) {
    const auto review =
        reviews.counts(*record) ? reviews.extension_of({record->id}, signer) : std::nullopt;
    if (!review) {
      continue;
    }
    const std::vector<Uncovered> unheld = reviews.unheld(*review);
    Candidate candidate{record, {}, unheld.size()};
    for (const Entry& entry : reviews.subject()) {
      candidate.held.insert(entry.path);
    }
    for (const Uncovered& path : unheld) {
      candidate.held.erase(path.path);
    }
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

bool is_whole(const Candidate& candidate) {
  return candidate.unheld == 0;
}

/// How many of `paths` a candidate holds, and then how little it leaves.
struct Worth {
  std::size_t holds = 0;
  std::size_t unheld = 0;

  [[nodiscard]] bool is_above(const Worth& other) const {
    return holds != other.holds ? holds > other.holds : unheld < other.unheld;
  }
};

Worth worth_of(const Candidate& candidate, const std::set<std::string>& paths) {
  const auto holds = std::count_if(paths.begin(), paths.end(), [&](const std::string& path) {
    return candidate.held.contains(path);
  });
  return {static_cast<std::size_t>(holds), candidate.unheld};
}

/// Greedy: whichever holds most of what the others chosen do not.
std::vector<std::string> choose(const std::vector<Candidate>& candidates,
                                const std::vector<Entry>& subject) {
  std::set<std::string> open;
  for (const Entry& entry : subject) {
    open.insert(entry.path);
  }
  std::vector<std::string> chosen;
  while (chosen.size() < k_most_extended) {
    const auto best = std::max_element(candidates.begin(), candidates.end(),
                                       [&](const Candidate& a, const Candidate& b) {
                                         return worth_of(b, open).is_above(worth_of(a, open));
                                       });
    if (best == candidates.end() || worth_of(*best, open).holds == 0) {
      break;
    }
    chosen.push_back(best->record->id);
    std::erase_if(open, [&](const std::string& path) { return best->held.contains(path); });
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

/// What has left is covered as a path whose sides are equal.
Entry left_entry(const Entry& reviewed) {
  return {reviewed.path, reviewed.old_mode, reviewed.old_mode, reviewed.old_sha256,
          reviewed.old_sha256};
}

Entry cover_for(const std::string& path, const Review& extended,
                const std::vector<Entry>& subject) {
  const auto present = std::find_if(subject.begin(), subject.end(),
                                    [&](const Entry& entry) { return entry.path == path; });
  return present == subject.end() ? left_entry(extended.at(path).front().cover) : *present;
}

}  // namespace

std::optional<Delta> delta_of(const ItemReviews& reviews, const std::string& signer) {
  if (!reviews.accepts(Rung::delta)) {
    return std::nullopt;
  }
  const std::vector<Candidate> candidates = candidates_of(reviews, signer);
  Delta delta;
  if (std::none_of(candidates.begin(), candidates.end(), is_whole)) {
    delta.extends = choose(candidates, reviews.subject());
  }
  const auto extended =
      delta.extends.empty() ? std::nullopt : reviews.extension_of(delta.extends, signer);
  if (!extended) {
    return std::nullopt;
  }
  delta.residual = reviews.unheld(*extended);
  delta.covers.reserve(delta.residual.size());
  for (const Uncovered& path : delta.residual) {
    delta.covers.push_back(cover_for(path.path, *extended, reviews.subject()));
  }
  return delta;
}

std::optional<Delta> least_delta(const ItemReviews& reviews) {
  if (reviews.electorate().in_all <= 1) {
    return delta_of(reviews, "");  // whoever signs could extend the same
  }
  std::set<std::string> signers;
  for (const SignoffRecord* record : reviews.valid()) {
    signers.insert(signer_of(*record));
  }
  std::optional<Delta> least;
  for (const std::string& signer : signers) {
    auto delta = delta_of(reviews, signer);
    if (delta && (!least || delta->residual.size() < least->residual.size())) {
      least = std::move(delta);
    }
  }
  return least;
}

}  // namespace sallyport::core
