#include "policy/build.hpp"

#include "core/record.hpp"
#include "policy/build_item.hpp"
#include "policy/condition.hpp"

#include <string>

namespace sallyport::policy {
namespace {

core::When build_when(const Value& table) {
  core::When when;
  for (const auto& [name, value] : table.table) {
    const auto metric = util::enum_of<core::Metric>(name);
    const auto parsed = metric ? parse_condition(*metric, value.string) : ParsedCondition{};
    if (parsed.condition) {
      when.conditions.push_back(*parsed.condition);
    }
  }
  when.paths = strings_at(table, "paths");
  when.not_paths = strings_at(table, "not_paths");
  when.tools = strings_at(table, "tools");
  when.targets = strings_at(table, "targets");
  return when;
}

std::vector<core::Rule> build_rules(const Value& tree) {
  std::vector<core::Rule> rules;
  for (const Value& rule : array_at(tree, "rule")) {
    rules.push_back({string_at(rule, "name"), build_when(table_at(rule, "when")),
                     strings_at(rule, "require"), is_true(rule, "ask", Unset::means_false),
                     rule.position});
  }
  return rules;
}

core::DetectRule build_detect_rule(const Value& table) {
  core::DetectRule rule;
  rule.id = string_at(table, "id");
  rule.tool = string_at(table, "tool", rule.id.substr(0, rule.id.find('/')));
  rule.kind = util::enum_of<core::EvidenceKind>(string_at(table, "kind")).value_or(rule.kind);
  rule.key = string_at(table, "key");
  rule.match = string_at(table, "match");
  rule.content = string_at(table, "content");
  rule.strength =
      util::enum_of<core::Strength>(string_at(table, "strength")).value_or(rule.strength);
  rule.source = string_at(table, "source");
  rule.opt_out = string_at(table, "opt_out");
  return rule;
}

void build_detect(const Value& detect, core::Policy& policy) {
  policy.min_strength = util::enum_of<core::Strength>(string_at(detect, "min_strength"))
                            .value_or(policy.min_strength);
  policy.undeclared =
      util::enum_of<core::Undeclared>(string_at(detect, "undeclared")).value_or(policy.undeclared);
  policy.stamp = is_true(detect, "stamp", Unset::means_true);
  policy.disabled_detect_rules = strings_at(detect, "disable");
  for (const Value& rule : array_at(detect, "rule")) {
    policy.detect_rules.push_back(build_detect_rule(rule));
  }
}

void build_people(const Value& tree, core::Policy& policy) {
  for (const auto& [name, group] : table_at(tree, "group").table) {
    policy.groups[name] = strings_at(group, "members");
  }
  for (const auto& [name, principal] : table_at(tree, "principal").table) {
    policy.principals[name] = {name,
                               util::enum_of<core::PrincipalKind>(string_at(principal, "kind"))
                                   .value_or(core::PrincipalKind::human),
                               strings_at(principal, "emails"), strings_at(principal, "forge")};
  }
}

void build_items(const Value& tree, core::Policy& policy) {
  const Value& items = table_at(tree, "item");
  for (const auto& [id, item] : items.table) {
    policy.items[id] = build_item(id, item);
  }
  policy.items[std::string(core::k_policy_change)] =
      build_policy_change(table_at(items, core::k_policy_change), policy.trust_paths);
}

void build_waive(const Value& tree, core::Policy& policy) {
  const Value& waive = table_at(tree, "waive");
  if (waive.table.empty()) {
    return;
  }
  const core::WaivePolicy defaults;
  policy.waive = {strings_at(waive, "approvers"), integer_at(waive, "count", defaults.count),
                  integer_at(waive, "max_hours", defaults.max_hours)};
}

void build_gates(const Value& tree, core::Policy& policy) {
  for (const auto& [name, gate] : table_at(tree, "gate").table) {
    policy.gates[name] =
        util::enum_of<core::Mode>(string_at(gate, "mode")).value_or(core::Mode::block);
  }
}

/// The array under `key`, or the policy's target alone where it is not set.
std::vector<std::string> targets_at(const Value& table, std::string_view key,
                                    const std::string& target) {
  if (find(table, key) != nullptr || target.empty()) {
    return strings_at(table, key);
  }
  return {target};
}

void build_places(const Value& tree, core::Policy& policy) {
  policy.repo_id = string_at(tree, "repo_id");
  policy.target = string_at(tree, "target");
  policy.refs = targets_at(tree, "refs", policy.target);
  policy.accept_targets = targets_at(table_at(tree, "signoffs"), "accept_targets", policy.target);
  policy.deny_rewind = is_true(tree, "deny_rewind", Unset::means_true);
  policy.deny_delete = is_true(tree, "deny_delete", Unset::means_true);
  policy.exclude_paths = strings_at(table_at(tree, "exclude"), "paths");
  policy.exclude_lock_files = is_true(table_at(tree, "exclude"), "lock_files", Unset::means_true);
  policy.trust_paths = strings_at(table_at(tree, "trust"), "paths");
}

}  // namespace

core::Policy build(const Value& tree) {
  core::Policy policy;
  build_places(tree, policy);
  build_detect(table_at(tree, "detect"), policy);
  build_people(tree, policy);
  build_items(tree, policy);
  build_gates(tree, policy);
  build_waive(tree, policy);
  policy.rules = build_rules(tree);
  const Value& store = table_at(tree, "store");
  policy.declare_max = integer_at(table_at(tree, "signoffs"), "declare_max", policy.declare_max);
  policy.window_commits = integer_at(table_at(tree, "window"), "commits", policy.window_commits);
  policy.store_branch = string_at(store, "branch", policy.store_branch);
  policy.keep_subjects = is_true(store, "keep_subjects", Unset::means_true);
  return policy;
}

}  // namespace sallyport::policy
