#pragma once

#include "core/change.hpp"
#include "core/policy.hpp"
#include "gate/session.hpp"

#include <set>
#include <string>
#include <vector>

namespace sallyport::gate {

/// The paths of `change` that guard the gate itself (policy.md §1): `.sallyport`, CI definitions
/// and hook-manager files that mention sallyport on either side, and the policy's `[trust] paths`.
std::set<std::string> touched_trust_roots(const Session& session, const core::Change& change,
                                          const core::Policy& policy);

/// The CI definitions of `tree` that mention sallyport, by path.
std::vector<std::string> ci_definitions(const Session& session, const core::Oid& tree);

}  // namespace sallyport::gate
