#pragma once

#include "core/evaluate.hpp"
#include "core/verdict.hpp"
#include "gate/selection.hpp"

#include <vector>

namespace sallyport::gate {

/// The mode of a gate (policy.md §2): the commit hooks share one; a bare `check` always blocks.
core::Mode mode_of(const core::Policy& policy, core::Gate gate);

/// What an outcome comes to under a mode: where it does not block, everything is reported and
/// nothing stops.
core::Outcome outcome_under(core::Mode mode, core::Outcome outcome);

/// A decided selection: the report to show, and what a sign-off of it is made from.
struct Judgement {
  core::Report report;  ///< over the base whose verdict is worst
  Governing governing;
  std::vector<core::Facts> facts;        ///< one per base of the selection
  std::vector<core::Findings> findings;  ///< per base
};

/// Judges a selection under a policy: gathers facts, reads the records that speak about it,
/// evaluates.
Judgement judge(const Session& session, const Selection& selection, Governing governing);

/// The same under the policy that policy.md §1 puts in force. Throws `util::Error` (usage) when
/// there is no policy anywhere.
Judgement judge(const Session& session, const Selection& selection);

}  // namespace sallyport::gate
