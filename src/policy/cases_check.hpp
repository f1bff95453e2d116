#pragma once

#include "policy/cases.hpp"
#include "policy/findings.hpp"
#include "policy/value.hpp"

namespace sallyport::policy {

/// Checks what only the policy can tell about a validated file of cases: items, people and tools
/// that are unknown, and what no change could be.
void check_cases(const Value& file, const KnownNames& known, Findings& findings);

}  // namespace sallyport::policy
