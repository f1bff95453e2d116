#include "gate/evidence.hpp"

#include "core/attribute.hpp"
#include "gate/merged_commits.hpp"

#include <fmt/format.h>

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

/// What is found in the commit itself and beside it.
core::CommitEvidence examine(const attribution::Detector& detector, const core::Commit& commit,
                             LineNotes& notes) {
  core::CommitEvidence found = detector.examine(commit);
  const CommitNotes& noted = notes.about(commit);
  std::erase_if(found.evidence, [&](const core::Evidence& evidence) {
    return noted.replaced.contains(evidence.value);
  });
  append(found.evidence, noted.evidence);
  return found;
}

}  // namespace

std::vector<core::CommitEvidence> gather_evidence(const Session& session,
                                                  const Selection& selection,
                                                  const attribution::Detector& detector,
                                                  const core::Change& change, LineNotes& notes) {
  std::vector<core::Evidence> of_branch;
  if (!selection.branch.empty()) {
    of_branch = detector.examine_branch(selection.branch);
  }
  std::vector<core::CommitEvidence> evidence;
  for (const core::Commit& commit : selection.commits) {
    core::CommitEvidence found = examine(detector, commit, notes);
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
  for (const core::Commit& commit : change.earlier) {
    evidence.push_back(examine(detector, commit, notes));
  }
  return evidence;
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
