#pragma once

#include "core/attribute.hpp"
#include "core/change.hpp"
#include "core/policy.hpp"
#include "core/verdict.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sallyport::core {

/// Evaluates one rule of the policy: all its conditions must hold, over the files that its paths
/// select (matched as they are, and case-folded and normalized). `target` is the full ref name
/// where the change would land; where it is unknown every `targets` holds.
RuleResult evaluate_rule(const Rule& rule, const Change& change, const Attribution& attribution,
                         const Policy& policy, const std::optional<std::string>& target);

}  // namespace sallyport::core
