#pragma once

#include "core/change.hpp"
#include "core/evidence.hpp"
#include "gate/selection.hpp"

#include <vector>

namespace sallyport::gate {

/// What the rules of `detector` find about each commit of `change`: in its message and identities,
/// the branches it came by, the files it added or altered and, for the commit that is about to be
/// made, around this process.
std::vector<core::CommitEvidence> gather_evidence(const Session& session,
                                                  const Selection& selection,
                                                  const attribution::Detector& detector,
                                                  const core::Change& change);

}  // namespace sallyport::gate
