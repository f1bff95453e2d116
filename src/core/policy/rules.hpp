#pragma once

#include "core/verdict/facts.hpp"
#include "core/verdict/measure.hpp"
#include "core/verdict/verdict.hpp"

#include <cstddef>
#include <cstdint>

namespace sallyport::core {

/// Evaluates the rule of `facts.policy` at that place: all its conditions must hold, over the files
/// that its paths select. Where the target is unknown every `targets` holds. Where what landed
/// lately was not counted yet, only this change counts, and the result says whether the rest could
/// decide it otherwise.
RuleResult evaluate_rule(const Facts& facts, const Findings& findings, std::size_t rule,
                         const Attribution& attribution);

/// The first condition that fails; what looks back fails last, because it costs the most to know.
/// Null: all hold.
const MeasuredCondition* first_failed(const std::vector<MeasuredCondition>& conditions);

/// The files that `when` selects by its paths, matched as they are, and case-folded and normalized.
/// It must outlive the result.
FileFilter files_of(const When& when);

/// What a metric that looks back counts of them.
std::int64_t count_of(Metric metric, const RecentLines& lines);

/// Whether the conditions that look back come out the same for `least` as for `most` lines.
bool is_decided(const When& when, const RecentLines& least, const RecentLines& most);

}  // namespace sallyport::core
