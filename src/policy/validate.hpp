#pragma once

#include "policy/findings.hpp"
#include "policy/value.hpp"

namespace sallyport::policy {

/// Checks one policy file against its schema: unknown keys, types, ranges, shapes, missing keys,
/// names that are given twice. What is wrong is reported and made `faulty`, so that later checks
/// pass over it.
void validate(Value& file, Findings& findings);

/// The same for a file of `[[case]]` tables.
void validate_cases(Value& file, Findings& findings);

}  // namespace sallyport::policy
