#pragma once

#include "core/change/change.hpp"
#include "core/origin/evidence.hpp"
#include "core/policy/policy.hpp"
#include "core/verdict/verdict.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sallyport::core {

/// What counted records declare about one commit (records.md §6); `ai` beats `human`.
struct Declaration {
  std::optional<Origin> origin;  ///< `ai` or `human`; absent: nothing declared
  std::string tool;              ///< of a declared AI; may be empty
};

/// What counted records declare about a change: commit by commit, and about the whole.
struct Declarations {
  std::vector<Declaration> commits;  ///< one per commit of the change
  Declaration whole;
};

/// Who wrote a change.
struct Attribution {
  std::vector<CommitAttribution> commits;  ///< one per commit of the change
  std::vector<CommitAttribution> earlier;  ///< one per commit in `Change::earlier`
  Origin outside = Origin::undeclared;     ///< of added lines that none of its commits introduced
};

/// Whether a policy that asks for `minimum` counts some evidence about the commit, or its lines.
bool has_counted_evidence(const CommitEvidence& found, Strength minimum);

/// Who each commit of `change` is from; `evidence` has one element per commit, those in
/// `Change::earlier` last. Lines are left at 0: `measure` knows them.
Attribution attribute(const Change& change, const std::vector<CommitEvidence>& evidence,
                      const Declarations& declarations, const Policy& policy);

/// Whether lines of a commit with that origin are AI lines.
bool is_ai(Origin origin);

}  // namespace sallyport::core
