#pragma once

#include "core/change.hpp"
#include "core/evidence.hpp"
#include "gate/line_notes.hpp"
#include "gate/selection.hpp"

#include <string>
#include <vector>

namespace sallyport::gate {

/// What the rules of `detector` find about each commit of `change`, and then about each earlier
/// one: in its message and identities, in what is noted beside it, the branches it came by, the
/// files it added or altered and, for the commit that is about to be made, around this process.
std::vector<core::CommitEvidence> gather_evidence(const Session& session,
                                                  const Selection& selection,
                                                  const attribution::Detector& detector,
                                                  const core::Change& change, LineNotes& notes);

/// A warning for each note that cannot be read on a commit about which nothing else counts.
std::vector<std::string> warnings_about_notes(const core::Change& change,
                                              const std::vector<core::CommitEvidence>& evidence,
                                              core::Strength min_strength, LineNotes& notes);

}  // namespace sallyport::gate
