#include "core/origin/attribute.hpp"

#include <algorithm>

namespace sallyport::core {
namespace {

/// What evidence is about: the commit as a whole, or only the lines that a note names.
enum class Extent { commit, lines };

/// The strongest evidence of that scope that the policy counts, the first of equals; null: none.
const Evidence* strongest(const CommitEvidence& found, Strength minimum, Extent scope) {
  const Evidence* best = nullptr;
  for (const Evidence& evidence : found.evidence) {
    const bool in_scope = (evidence.position == Position::note) == (scope == Extent::lines);
    if (in_scope && evidence.strength >= minimum &&
        (best == nullptr || evidence.strength > best->strength)) {
      best = &evidence;
    }
  }
  return best;
}

CommitAttribution attribute_commit(const CommitEvidence& found, const Declaration& declared,
                                   Strength minimum) {
  CommitAttribution result;
  result.evidence = found.evidence;
  const Evidence* best = strongest(found, minimum, Extent::commit);
  if (best != nullptr || declared.origin == Origin::ai) {
    result.origin = found.human_co_authors.empty() ? Origin::ai : Origin::mixed;
    result.tool = best != nullptr         ? best->tool
                  : declared.tool.empty() ? std::string(k_unknown_tool)
                                          : declared.tool;
  } else if (declared.origin == Origin::human) {
    result.origin = Origin::human;
  } else if (found.automation) {
    result.origin = Origin::automation;
  }
  const Evidence* of_lines = strongest(found, minimum, Extent::lines);
  if (result.tool.empty() && of_lines != nullptr) {
    result.tool = of_lines->tool;
  }
  return result;
}

void name_commit(const Commit& commit, CommitAttribution& attribution) {
  attribution.id = commit.id;
  attribution.subject = commit.message.substr(0, commit.message.find('\n'));
}

}  // namespace

bool is_ai(Origin origin) {
  return origin == Origin::ai || origin == Origin::mixed;
}

bool has_counted_evidence(const CommitEvidence& found, Strength minimum) {
  return std::any_of(found.evidence.begin(), found.evidence.end(),
                     [&](const Evidence& evidence) { return evidence.strength >= minimum; });
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
    name_commit(change.commits[i], attribution.commits.back());
  }
  for (std::size_t i = 0; i < change.earlier.size(); ++i) {
    attribution.earlier.push_back(
        attribute_commit(evidence.at(change.commits.size() + i), {}, policy.min_strength));
    name_commit(change.earlier[i], attribution.earlier.back());
    attribution.earlier.back().landed = change.earlier[i].landed;
  }
  attribution.outside = declarations.whole.origin.value_or(Origin::undeclared);
  return attribution;
}

}  // namespace sallyport::core
