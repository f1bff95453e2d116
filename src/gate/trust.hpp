#pragma once

#include "core/change.hpp"
#include "core/policy.hpp"
#include "gate/session.hpp"

#include <set>
#include <string>

namespace sallyport::gate {

/// The paths of `change` that guard the gate itself (policy.md §1): `.sallyport`, CI definitions
/// and hook-manager files that mention sallyport on either side, and the policy's `[trust] paths`.
std::set<std::string> touched_trust_roots(const Session& session, const core::Change& change,
                                          const core::Policy& policy);

}  // namespace sallyport::gate
