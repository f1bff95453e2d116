#include "policy/semantics.hpp"

#include "core/record.hpp"
#include "policy/semantics_people.hpp"
#include "util/glob.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

namespace sallyport::policy {
namespace {

std::vector<std::string> item_names(const Value& policy) {
  std::vector<std::string> names;
  for (const auto& [id, item] : table_at(policy, "item").table) {
    names.push_back(id);
  }
  return names;
}

void check_required_item(const Value& policy, std::string_view rule, const Value& required,
                         Findings& findings) {
  if (required.string == core::k_provenance) {
    findings.error(
        required.position,
        fmt::format("rule {} cannot require 'provenance': write ask = true", quoted(rule)));
    return;
  }
  const bool known = required.string == core::k_policy_change ||
                     find(table_at(policy, "item"), required.string) != nullptr;
  if (!known) {
    findings.error(
        required.position,
        fmt::format("rule {} requires item {}, which is not defined{}", quoted(rule),
                    quoted(required.string), suggestion(required.string, item_names(policy))));
  }
}

void check_rules(const Value& policy, Findings& findings) {
  for (const Value& rule : array_at(policy, "rule")) {
    for (const Value& required : array_at(rule, "require")) {
      check_required_item(policy, string_at(rule, "name"), required, findings);
    }
  }
}

/// An unsigned record names whom it likes, so nothing that depends on who signed can go with it.
void check_unsigned(std::string_view id, const Value& item, Findings& findings) {
  if (string_at(item, "signature") != "none") {
    return;
  }
  const auto conflict = [&](std::string_view what) {
    findings.error(
        find(item, "signature")->position,
        fmt::format("item {}: signature = \"none\" cannot go with {}, because anyone can "
                    "write any name into an unsigned record",
                    quoted(id), what));
  };
  if (!array_at(item, "approvers").empty()) {
    conflict("'approvers'");
  }
  if (integer_at(item, "count", 1) > 1) {
    conflict("a 'count' above 1");
  }
  if (is_true(item, "independent", Unset::means_false)) {
    conflict("independent = true");
  }
  if (find(item, "assurance") != nullptr) {
    conflict("'assurance'");
  }
}

/// What the item that guards the policy itself may not say (policy.md §1).
void check_policy_change(const Value& item, Findings& findings) {
  if (const Value* paths = find(item, "paths")) {
    findings.error(paths->key_position,
                   "item 'policy-change' always covers the trust roots: add to [trust] paths, and "
                   "leave 'paths' out");
  }
  if (string_at(item, "signature") == "none") {
    findings.error(find(item, "signature")->position,
                   "item 'policy-change' always needs a signature");
  }
  if (string_at(item, "survives") == "replay") {
    findings.error(find(item, "survives")->position,
                   R"(item 'policy-change' survives "exact" or "same-delta" only)");
  }
  if (find(item, "independent") != nullptr && !is_true(item, "independent", Unset::means_true)) {
    findings.error(find(item, "independent")->position,
                   "item 'policy-change' is always independent where two people hold a valid key");
  }
}

void check_items(const Value& policy, Findings& findings) {
  for (const auto& [id, item] : table_at(policy, "item").table) {
    check_unsigned(id, item, findings);
  }
  const Value* guard = find(table_at(policy, "item"), core::k_policy_change);
  if (guard != nullptr) {
    check_policy_change(*guard, findings);
  }
}

void check_store(const Value& policy, Findings& findings) {
  const Value* branch = find(table_at(policy, "store"), "branch");
  const std::string ref =
      "refs/heads/" + string_at(table_at(policy, "store"), "branch", "sallyport/signoffs");
  const Value* target = find(policy, "target");
  if (target != nullptr && target->string == ref) {
    findings.error(branch != nullptr ? branch->position : target->position,
                   fmt::format("the log branch {} cannot be the target", quoted(ref)));
  }
  for (const Value& glob : array_at(policy, "refs")) {
    if (util::glob_matches(glob.string, ref)) {
      findings.error(branch != nullptr ? branch->position : glob.position,
                     fmt::format("the log branch {} cannot match 'refs': it matches {}",
                                 quoted(ref), quoted(glob.string)));
    }
  }
}

void check_repository(const Value& policy, Findings& findings) {
  const bool bundled = policy.position.source.starts_with("sallyport:");
  if (!bundled && find(policy, "repo_id") == nullptr) {
    findings.warning({policy.position.source, 1, 1},
                     "'repo_id' is not set: without it nobody can sign off, because every record "
                     "names its repository");
  }
}

}  // namespace

void check_semantics(const Value& policy, Findings& findings) {
  check_repository(policy, findings);
  check_rules(policy, findings);
  check_items(policy, findings);
  check_people(policy, findings);
  check_store(policy, findings);
}

}  // namespace sallyport::policy
