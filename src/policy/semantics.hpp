#pragma once

#include "policy/findings.hpp"
#include "policy/value.hpp"

namespace sallyport::policy {

/// Checks what only the merged policy can tell: names that nobody defined, items that nobody could
/// meet, keys that exclude each other.
void check_semantics(const Value& policy, Findings& findings);

}  // namespace sallyport::policy
