#include "gate/evidence.hpp"

#include "gate/merged_commits.hpp"

#include <algorithm>
#include <optional>

namespace sallyport::gate {
namespace {

constexpr std::int64_t k_most_content_bytes = std::int64_t{64} << 10U;

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
    const auto found = detector.examine_merge(commits[merge]);
    if (found.empty()) {
      continue;
    }
    if (!merged) {
      merged.emplace(commits);
    }
    for (const std::size_t commit : merged->brought_by(merge)) {
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

}  // namespace

std::vector<core::CommitEvidence> gather_evidence(const Session& session,
                                                  const Selection& selection,
                                                  const attribution::Detector& detector,
                                                  const core::Change& change) {
  std::vector<core::Evidence> of_branch;
  if (!selection.branch.empty()) {
    of_branch = detector.examine_branch(selection.branch);
  }
  std::vector<core::CommitEvidence> evidence;
  for (const core::Commit& commit : selection.commits) {
    core::CommitEvidence found = detector.examine(commit);
    if (!commit.id) {
      append(found.evidence, detector.examine_ambient(session.ambient));
      append(found.evidence, selection.found_before);
    }
    if (!commit.clean_merge) {
      append(found.evidence, of_branch);
    }
    evidence.push_back(std::move(found));
  }
  add_merged_branches(detector, selection.commits, evidence);
  add_files(session, detector, change, evidence);
  return evidence;
}

}  // namespace sallyport::gate
