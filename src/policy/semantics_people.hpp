#pragma once

#include "policy/findings.hpp"
#include "policy/value.hpp"

namespace sallyport::policy {

/// Checks groups, principals, and everything that names them.
void check_people(const Value& policy, Findings& findings);

}  // namespace sallyport::policy
