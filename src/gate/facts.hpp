#pragma once

#include "core/verdict/evaluate.hpp"
#include "gate/ground.hpp"

#include <set>
#include <string>
#include <vector>

namespace sallyport::gate {

/// Reads everything that judging a proposal against `base` depends on, besides what there is to
/// find about it.
core::Facts gather_facts(const Session& session, const Ground& ground, const Side& base);

/// The paths of `change` that guard the gate itself (policy.md, "`[item.policy-change]`"):
/// `.sallyport`, CI definitions and hook-manager files that mention sallyport on either side, and
/// the policy's `[trust] paths`.
std::set<std::string> touched_trust_roots(const Session& session, const core::Change& change,
                                          const core::Policy& policy);

/// The CI definitions of `tree` that mention sallyport, by path.
std::vector<std::string> ci_definitions(const Session& session, const core::Oid& tree);

/// What a commit changed against its first parent.
std::vector<core::Entry> entries_of_step(const Session& session, const core::Commit& commit);

/// What the composing of records needs, read only when there are records at all: the first-parent
/// steps of a change, as they relate to its base, and the digest of every commit.
void add_history(const Session& session, const Ground& ground, const core::Change& change,
                 core::Findings& findings);

}  // namespace sallyport::gate
