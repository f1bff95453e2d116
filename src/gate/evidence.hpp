#pragma once

#include "core/change/change.hpp"
#include "core/origin/evidence.hpp"
#include "gate/ground.hpp"
#include "gate/line_notes.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace sallyport::gate {

/// What finds evidence by the rules in force under `policy`, made once in a session.
const attribution::Detector& detector_of(const Session& session, const core::Policy& policy);

/// What shows strongly that an agent runs this process; the first names it. Empty: none does.
std::vector<core::Evidence> acting_agent(const Session& session);

/// The commits of a change that a merge of it brings in: those that are reachable from its other
/// parents and not from its first. Indices into `commits`, children first.
class MergedCommits {
 public:
  /// `commits` has parents before children.
  explicit MergedCommits(const std::vector<core::Commit>& commits);

  /// Costs no more than the part of the history that the merge brings in, and what of the first
  /// parent's history is as new.
  [[nodiscard]] std::vector<std::size_t> brought_by(std::size_t merge) const;

 private:
  std::vector<std::vector<int>> parents_;  ///< by commit; `core::k_outside`: not in the change
};

/// The names of branches are chosen by people, too: what they say of a tool is strong only where a
/// commit in them has other evidence of it, or it is one of `tools`.
void corroborate(std::vector<core::Evidence>& of_branch,
                 const std::vector<const core::CommitEvidence*>& commits,
                 const std::set<std::string>& tools);

/// What the rules of `detector` find about each commit of `change`, and then about each earlier
/// one: in its message and identities, in what is noted beside it, the branches it came by, the
/// files it added or altered and, for the commit that is about to be made, around this process.
std::vector<core::CommitEvidence> gather_evidence(const Session& session, const Ground& ground,
                                                  const attribution::Detector& detector,
                                                  const core::Change& change, LineNotes& notes);

/// A warning for each note that cannot be read on a commit about which nothing else counts.
std::vector<std::string> warnings_about_notes(const core::Change& change,
                                              const std::vector<core::CommitEvidence>& evidence,
                                              core::Strength min_strength, LineNotes& notes);

/// A warning for each file whose lines could not be compared.
std::vector<std::string> warnings_about_large_files(const core::Change& change);

}  // namespace sallyport::gate
