#pragma once

#include "core/policy/policy.hpp"
#include "core/review/record.hpp"

namespace sallyport::core {

/// Puts the person on whose behalf an importer recorded (records.md §7) in the importer's place,
/// with assurance `forge`. A record whose key is no importer's, or whose forge identity is nobody
/// in the policy, becomes invalid. Its signature must have been checked; other records stay.
void resolve_on_behalf(SignoffRecord& record, const Policy& policy);

}  // namespace sallyport::core
