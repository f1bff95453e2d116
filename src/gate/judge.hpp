#pragma once

#include "core/evaluate.hpp"
#include "core/verdict.hpp"
#include "gate/selection.hpp"
#include "signoff/log.hpp"

#include <vector>

namespace sallyport::gate {

/// The mode of a gate (policy.md §2): the commit hooks share one; a bare `check` always blocks.
core::Mode mode_of(const core::Policy& policy, const std::string& gate);

/// A decided selection: the report to show, and what a sign-off of it is made from.
struct Judgement {
  core::Report report;  ///< over the base whose verdict is worst
  Governing governing;
  std::vector<core::Facts> facts;  ///< one per base of the selection
};

/// Judges a selection under a policy: gathers facts, reads the records that speak about it,
/// evaluates.
Judgement judge(const Session& session, const Selection& selection, Governing governing);

/// The same under the policy that policy.md §1 puts in force. Throws `util::Error` (usage) when
/// there is no policy anywhere.
Judgement judge(const Session& session, const Selection& selection);

/// The records among `logged` that speak about the change, with their signatures checked.
std::vector<core::SignoffRecord> checked(const Session& session, const core::Facts& facts,
                                         const std::vector<signoff::LoggedRecord>& logged);

}  // namespace sallyport::gate
