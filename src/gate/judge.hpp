#pragma once

#include "core/verdict/evaluate.hpp"
#include "core/verdict/verdict.hpp"
#include "gate/ground.hpp"

#include <vector>

namespace sallyport::gate {

/// What a proposal came to: the report to show, and what a sign-off of it is made from.
struct Judgement {
  Ground ground;
  core::Report report;  ///< over the base whose verdict is worst
  /// One per base. Empty where nothing was judged: `ground` has a note or a refusal.
  std::vector<core::Facts> facts;
  std::vector<core::Findings> findings;  ///< per base

  [[nodiscard]] bool is_judged() const { return !facts.empty(); }
};

/// Settles a proposal: finds its ground, and where there is something to judge gathers the facts,
/// reads the records that speak about it, evaluates. Throws as `ground` does.
Judgement settle(const Session& session, Proposal proposal);

/// Judges again by the records that there are now; the facts stay.
void reconsider(const Session& session, Judgement& judgement);

/// Whether what has that outcome goes no further.
bool is_stopped(core::Outcome outcome);

/// What an outcome comes to under a mode: where it does not block, everything is reported and
/// nothing stops.
core::Outcome outcome_under(core::Mode mode, core::Outcome outcome);

}  // namespace sallyport::gate
