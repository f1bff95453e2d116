#pragma once

#include "core/verdict/facts.hpp"
#include "core/verdict/verdict.hpp"

#include <vector>

namespace sallyport::core {

/// The decision. Pure: the same facts and findings give the same verdict.
Verdict evaluate(const Facts& facts, const Findings& findings);

/// The files that must still be carried over before records can hold by `replay`: of the valid
/// approvals of each item that is open in `verdict` and accepts that rung, at most
/// `k_most_replays`, no review in part, those that count where the change lands first; of
/// declarations that an AI wrote the change, and where somebody is asked who did of the others; and
/// of every rejection. Without what is in `findings.replays`.
std::vector<ReplayTask> replay_candidates(const Facts& facts, const Findings& findings,
                                          const Verdict& verdict);

}  // namespace sallyport::core
