#include "gate/evidence.hpp"

#include "core/origin/attribute.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace sallyport::gate {
namespace {

constexpr std::int64_t k_most_content_bytes = std::int64_t{64} << 10U;

/// From which side of a merge a commit is reachable.
struct Sides {
  bool first = false;
  bool others = false;

  [[nodiscard]] bool only_others() const { return others && !first; }
};

/// Commits still to be visited, the youngest first, so that all children of a commit were visited
/// before it.
class Frontier {
 public:
  void reach(int commit, Sides sides) {
    if (commit == core::k_outside) {
      return;
    }
    Sides& known = waiting_[commit];
    open_ -= known.only_others() ? 1 : 0;
    known = {known.first || sides.first, known.others || sides.others};
    open_ += known.only_others() ? 1 : 0;
  }

  /// Whether a commit waits that only the other parents lead to.
  [[nodiscard]] bool is_open() const { return open_ > 0; }

  std::pair<int, Sides> take() {
    const auto youngest = waiting_.begin();
    const std::pair<int, Sides> taken = *youngest;
    waiting_.erase(youngest);
    open_ -= taken.second.only_others() ? 1 : 0;
    return taken;
  }

 private:
  std::map<int, Sides, std::greater<>> waiting_;
  int open_ = 0;
};

void append(std::vector<core::Evidence>& into, const std::vector<core::Evidence>& more) {
  for (const core::Evidence& evidence : more) {
    if (std::find(into.begin(), into.end(), evidence) == into.end()) {
      into.push_back(evidence);
    }
  }
}

/// What a merge's subject says holds for all that it brings in, not for the merge alone.
void add_merged_branches(const attribution::Detector& detector,
                         const std::vector<core::Commit>& commits,
                         std::vector<core::CommitEvidence>& evidence) {
  std::optional<MergedCommits> merged;
  for (std::size_t merge = 0; merge < commits.size(); ++merge) {
    auto found = detector.examine_merge(commits[merge]);
    if (found.empty()) {
      continue;
    }
    if (!merged) {
      merged.emplace(commits);
    }
    const std::vector<std::size_t> brought = merged->brought_by(merge);
    std::vector<const core::CommitEvidence*> of_brought;
    std::transform(brought.begin(), brought.end(), std::back_inserter(of_brought),
                   [&](std::size_t commit) { return &evidence.at(commit); });
    corroborate(found, of_brought, {});
    for (const std::size_t commit : brought) {
      append(evidence.at(commit).evidence, found);
    }
  }
}

/// Keeps one file for each rule and strength: an import may leave thousands.
void append_once(std::vector<core::Evidence>& into, std::vector<core::Evidence> more) {
  for (core::Evidence& evidence : more) {
    const bool known = std::any_of(into.begin(), into.end(), [&](const core::Evidence& other) {
      return other.rule == evidence.rule && other.position == evidence.position &&
             other.strength >= evidence.strength;
    });
    if (!known) {
      into.push_back(std::move(evidence));
    }
  }
}

void add_files(const Session& session, const attribution::Detector& detector,
               const core::Change& change, std::vector<core::CommitEvidence>& evidence) {
  for (const core::WatchedFile& file : change.watched) {
    const auto fate = file.added ? attribution::FileEdit::added : attribution::FileEdit::altered;
    append_once(evidence.at(static_cast<std::size_t>(file.commit)).evidence,
                detector.examine_file(file.path, fate, [&] {
                  return session.repository.blob_start(file.oid, k_most_content_bytes);
                }));
  }
}

/// What the name of the branch says of all commits but updates of it.
void add_branch(const Session& session, const Ground& ground, const attribution::Detector& detector,
                const std::vector<core::Commit>& commits,
                std::vector<core::CommitEvidence>& evidence) {
  auto of_branch = ground.branch.empty() ? std::vector<core::Evidence>{}
                                         : detector.examine_branch(ground.branch);
  if (of_branch.empty()) {
    return;
  }
  std::set<std::optional<core::Oid>> of_ground;
  for (const core::Commit& commit : ground.commits) {
    of_ground.insert(commit.id);
  }
  std::vector<const core::CommitEvidence*> in_branch;
  for (std::size_t at = 0; at < evidence.size(); ++at) {
    if (of_ground.contains(commits[at].id)) {
      in_branch.push_back(&evidence[at]);
    }
  }
  core::Commit by_opener;
  by_opener.author.email = ground.opening_bot;
  std::set<std::string> tools;
  for (const core::Evidence& found : detector.examine(by_opener).evidence) {
    tools.insert(found.tool);
  }
  corroborate(of_branch, in_branch, tools);
  for (std::size_t at = 0; at < evidence.size(); ++at) {
    if (of_ground.contains(commits[at].id) && !session.repository.is_clean_merge(commits[at])) {
      append(evidence[at].evidence, of_branch);
    }
  }
}

/// What is found in the commit itself and beside it.
core::CommitEvidence examine(const attribution::Detector& detector, const core::Commit& commit,
                             LineNotes& notes) {
  core::CommitEvidence found = detector.examine(commit);
  append(found.evidence, notes.about(commit).evidence);
  return found;
}

}  // namespace

const attribution::Detector& detector_of(const Session& session, const core::Policy& policy) {
  const bool has_own = !policy.detect_rules.empty() || !policy.disabled_detect_rules.empty();
  // The digest is of all that the policy says with what it extends, its rules among it.
  const std::string key = has_own ? "own rules of " + policy.sha256 : "";
  const auto known = session.detectors.find(key);
  return known != session.detectors.end() ? known->second
                                          : session.detectors.emplace(key, policy).first->second;
}

std::vector<core::Evidence> acting_agent(const Session& session) {
  auto evidence = detector_of(session, {}).examine_ambient(session.ambient);
  std::erase_if(evidence, [](const core::Evidence& found) {
    return found.strength < core::Strength::strong;
  });
  return evidence;
}

MergedCommits::MergedCommits(const std::vector<core::Commit>& commits) {
  std::map<core::Oid, int> index_of;
  parents_.reserve(commits.size());
  for (const core::Commit& commit : commits) {
    std::vector<int>& parents = parents_.emplace_back();
    for (const core::Oid& parent : commit.parents) {
      const auto found = index_of.find(parent);
      parents.push_back(found == index_of.end() ? core::k_outside : found->second);
    }
    if (commit.id) {
      index_of.emplace(*commit.id, static_cast<int>(parents_.size()) - 1);
    }
  }
}

std::vector<std::size_t> MergedCommits::brought_by(std::size_t merge) const {
  Frontier frontier;
  const std::vector<int>& parents = parents_.at(merge);
  for (std::size_t side = 0; side < parents.size(); ++side) {
    frontier.reach(parents[side], {side == 0, side > 0});
  }
  std::vector<std::size_t> brought;
  while (frontier.is_open()) {
    const auto [commit, sides] = frontier.take();
    if (sides.only_others()) {
      brought.push_back(static_cast<std::size_t>(commit));
    }
    for (const int parent : parents_.at(static_cast<std::size_t>(commit))) {
      frontier.reach(parent, sides);
    }
  }
  return brought;
}

void corroborate(std::vector<core::Evidence>& of_branch,
                 const std::vector<const core::CommitEvidence*>& commits,
                 const std::set<std::string>& tools) {
  for (core::Evidence& evidence : of_branch) {
    const auto is_of_tool = [&](const core::Evidence& other) {
      return other.tool == evidence.tool && other.strength > core::Strength::weak;
    };
    if (tools.contains(evidence.tool) ||
        std::any_of(commits.begin(), commits.end(), [&](const core::CommitEvidence* commit) {
          return std::any_of(commit->evidence.begin(), commit->evidence.end(), is_of_tool);
        })) {
      evidence.strength = std::max(evidence.strength, core::Strength::strong);
    }
  }
}

std::vector<core::CommitEvidence> gather_evidence(const Session& session, const Ground& ground,
                                                  const attribution::Detector& detector,
                                                  const core::Change& change, LineNotes& notes) {
  std::vector<core::CommitEvidence> evidence;
  for (const core::Commit& commit : change.commits) {
    core::CommitEvidence found = examine(detector, commit, notes);
    if (!commit.id) {
      append(found.evidence, detector.examine_ambient(session.ambient));
      append(found.evidence, ground.before);
    }
    evidence.push_back(std::move(found));
  }
  add_branch(session, ground, detector, change.commits, evidence);
  add_merged_branches(detector, change.commits, evidence);
  add_files(session, detector, change, evidence);
  for (const core::Commit& commit : change.earlier) {
    evidence.push_back(examine(detector, commit, notes));
  }
  return evidence;
}

std::vector<std::string> warnings_about_large_files(const core::Change& change) {
  std::vector<std::string> warnings;
  for (const core::FileChange& file : change.files) {
    if (file.too_large) {
      warnings.push_back(util::say(
          "{} has too many lines to compare; all of them count as an AI's: split the file, or have "
          "the change reviewed",
          util::quote_path(file.entry.path)));
    }
  }
  return warnings;
}

std::vector<std::string> warnings_about_notes(const core::Change& change,
                                              const std::vector<core::CommitEvidence>& evidence,
                                              core::Strength min_strength, LineNotes& notes) {
  std::vector<std::string> warnings = notes.faults();
  for (std::size_t i = 0; i < change.commits.size(); ++i) {
    if (core::has_counted_evidence(evidence.at(i), min_strength)) {
      continue;
    }
    const core::Commit& commit = change.commits[i];
    for (const std::string& fault : notes.about(commit).faults) {
      warnings.push_back(
          fmt::format("{} (commit {}); it may hide lines of an AI: mend it, or look at the commit",
                      fault, core::abbreviated(*commit.id)));
    }
  }
  return warnings;
}

}  // namespace sallyport::gate
