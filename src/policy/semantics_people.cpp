#include "policy/semantics_people.hpp"

#include "policy/shape.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace sallyport::policy {
namespace {

std::vector<std::string> keys_of(const Value& table, std::string_view prefix) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : table.table) {
    keys.push_back(std::string(prefix) + key);
  }
  return keys;
}

/// A principal needs no table of its own (a line in the signers file is enough), so a name without
/// one is only worth a word where it looks like a misspelling.
void check_principal(const Value& policy, std::string_view owner, const Value& name,
                     Findings& findings) {
  if (!is_principal_name(name.string)) {
    findings.error(name.position,
                   fmt::format("{}: {} is no name for a principal", owner, quoted(name.string)));
    return;
  }
  const Value& principals = table_at(policy, "principal");
  const std::string near = util::nearest(name.string, keys_of(principals, ""));
  if (find(principals, name.string) == nullptr && !near.empty()) {
    findings.warning(name.position, fmt::format("{}: {} has no [principal] table, did you mean {}?",
                                                owner, quoted(name.string), quoted(near)));
  }
}

void check_reference(const Value& policy, std::string_view owner, const Value& name,
                     Findings& findings) {
  if (!name.string.starts_with('@')) {
    check_principal(policy, owner, name, findings);
    return;
  }
  const Value& groups = table_at(policy, "group");
  if (find(groups, std::string_view(name.string).substr(1)) == nullptr) {
    findings.error(name.position,
                   fmt::format("{}: group {} is not defined{}", owner, quoted(name.string),
                               suggestion(name.string, keys_of(groups, "@"))));
  }
}

/// The principals that `names` stand for, groups resolved.
std::set<std::string> people_of(const Value& policy, const std::vector<std::string>& names) {
  std::set<std::string> people;
  for (const std::string& name : names) {
    if (!name.starts_with('@')) {
      people.insert(name);
      continue;
    }
    const auto members = strings_at(table_at(table_at(policy, "group"), name.substr(1)), "members");
    people.insert(members.begin(), members.end());
  }
  return people;
}

bool is_defined(const Value& policy, const std::string& name) {
  return !name.starts_with('@') || find(table_at(policy, "group"), name.substr(1)) != nullptr;
}

void check_enough(const Value& policy, std::string_view owner, const Value& holder,
                  Findings& findings) {
  const auto names = strings_at(holder, "approvers");
  const auto defined = [&](const std::string& name) { return is_defined(policy, name); };
  if (names.empty() || !std::all_of(names.begin(), names.end(), defined)) {
    return;
  }
  const auto needed = integer_at(holder, "count", 1);
  const auto people = static_cast<std::int64_t>(people_of(policy, names).size());
  if (people < needed) {
    findings.warning(
        find(holder, "approvers")->position,
        fmt::format("{} needs {}, but has only {}", owner, util::plural(needed, "approval"),
                    util::plural(people, "approver")));
  }
}

void check_holder(const Value& policy, std::string_view owner, const Value& holder,
                  Findings& findings) {
  for (const Value& name : array_at(holder, "approvers")) {
    check_reference(policy, owner, name, findings);
  }
  for (const Value& name : array_at(holder, "override")) {
    check_reference(policy, owner, name, findings);
  }
  check_enough(policy, owner, holder, findings);
}

void check_group(const Value& policy, std::string_view name, const Value& group,
                 Findings& findings) {
  const std::string owner = fmt::format("group {}", quoted(name));
  for (const Value& member : array_at(group, "members")) {
    if (member.string.starts_with('@')) {
      findings.error(member.position,
                     fmt::format("{}: {} is a group, and a group holds only principals", owner,
                                 quoted(member.string)));
    } else {
      check_principal(policy, owner, member, findings);
    }
  }
}

void check_forge_ids(const Value& policy, Findings& findings) {
  std::map<std::string, std::string> owners;
  for (const auto& [name, principal] : table_at(policy, "principal").table) {
    for (const Value& id : array_at(principal, "forge")) {
      if (!is_forge_id(id.string)) {
        findings.error(id.position, fmt::format("{} is no forge id of the form 'github:583231'",
                                                quoted(id.string)));
      }
      const auto [owner, fresh] = owners.try_emplace(id.string, name);
      if (!fresh && owner->second != name) {
        findings.error(id.position, fmt::format("forge id {} belongs to {} already",
                                                quoted(id.string), quoted(owner->second)));
      }
    }
  }
}

}  // namespace

void check_people(const Value& policy, Findings& findings) {
  for (const auto& [name, group] : table_at(policy, "group").table) {
    check_group(policy, name, group, findings);
  }
  for (const auto& [id, item] : table_at(policy, "item").table) {
    check_holder(policy, fmt::format("item {}", quoted(id)), item, findings);
  }
  check_holder(policy, "[waive]", table_at(policy, "waive"), findings);
  check_forge_ids(policy, findings);
}

}  // namespace sallyport::policy
