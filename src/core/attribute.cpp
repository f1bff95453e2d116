#include "core/attribute.hpp"

#include <algorithm>

namespace sallyport::core {
namespace {

/// The strongest evidence that the policy counts, the first of equals; null: none.
const Evidence* strongest(const CommitEvidence& found, Strength minimum) {
  const Evidence* best = nullptr;
  for (const Evidence& evidence : found.evidence) {
    if (evidence.strength >= minimum && (best == nullptr || evidence.strength > best->strength)) {
      best = &evidence;
    }
  }
  return best;
}

CommitAttribution attribute_commit(const CommitEvidence& found, const Declaration& declared,
                                   Strength minimum) {
  CommitAttribution result;
  result.evidence = found.evidence;
  const Evidence* best = strongest(found, minimum);
  if (best != nullptr || declared.origin == Origin::ai) {
    result.origin = found.human_co_authors.empty() ? Origin::ai : Origin::mixed;
    result.tool = best != nullptr         ? best->tool
                  : declared.tool.empty() ? "unknown-ai"
                                          : declared.tool;
  } else if (declared.origin == Origin::human) {
    result.origin = Origin::human;
  } else if (found.automation) {
    result.origin = Origin::automation;
  }
  return result;
}

}  // namespace

bool is_ai(Origin origin) {
  return origin == Origin::ai || origin == Origin::mixed;
}

Attribution attribute(const Change& change, const std::vector<CommitEvidence>& evidence,
                      const Declarations& declarations, const Policy& policy) {
  Attribution attribution;
  for (std::size_t i = 0; i < change.commits.size(); ++i) {
    Declaration declared = declarations.commits.at(i);
    if (declared.origin != Origin::ai && declarations.whole.origin) {
      declared = declarations.whole;
    }
    attribution.commits.push_back(attribute_commit(evidence.at(i), declared, policy.min_strength));
    const Commit& commit = change.commits[i];
    attribution.commits.back().id = commit.id;
    attribution.commits.back().subject = commit.message.substr(0, commit.message.find('\n'));
  }
  attribution.outside = declarations.whole.origin.value_or(Origin::undeclared);
  return attribution;
}

}  // namespace sallyport::core
