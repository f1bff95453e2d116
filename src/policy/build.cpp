#include "policy/stages.hpp"

#include <algorithm>

namespace sallyport::policy {
namespace {

core::Item policy_change() {
  core::Item item;
  item.title = "Change of the rules";
  item.text =
      "This change touches the policy, its signers or what runs the gate. Does it weaken what "
      "people must look at, and is that meant?";
  item.independent = true;
  item.survives = core::Rung::same_delta;
  item.questions = {
      {"effect", "What will pass after this change that would have been stopped before?", 5}};
  item.position = {"built-in", 0, 0};
  return item;
}

void complete_items(core::Policy& policy) {
  const std::string guard(core::k_policy_change);
  core::Item& item = policy.items.try_emplace(guard, new_item(guard)).first->second;
  item.paths = {".sallyport/**"};
  item.paths.insert(item.paths.end(), policy.trust_paths.begin(), policy.trust_paths.end());
  for (auto& [id, each] : policy.items) {
    each.assurance = each.signature_required ? each.assurance : core::Assurance::none;
    each.assurance =
        each.attested ? std::max(each.assurance, core::Assurance::touch) : each.assurance;
  }
}

/// Where a list of refs is not set, it is the target alone.
void complete_refs(const Value& tree, core::Policy& policy) {
  if (policy.target.empty()) {
    return;
  }
  if (find(tree, "refs") == nullptr) {
    policy.refs = {policy.target};
  }
  if (find(table_at(tree, "signoffs"), "accept_targets") == nullptr) {
    policy.accept_targets = {policy.target};
  }
}

}  // namespace

core::Item new_item(std::string_view id) {
  core::Item item = id == core::k_policy_change ? policy_change() : core::Item{};
  item.id = id;
  if (item.title.empty()) {
    item.title = id;
  }
  return item;
}

void read_into(const Record& record, const Table& table, const Value& values) {
  for (const auto& entry : values.table) {
    const std::string& name = entry.first;
    const Value& value = entry.second;
    const Key* key = find_key(table, name);
    if (key != nullptr && key->set != nullptr) {
      key->set(record, name, value);
    }
    if (key == nullptr || key->table == nullptr) {
      continue;
    }
    const auto read_inner = [&](const Value& inner) {
      read_into(key->open == nullptr ? record : key->open(record, name, inner), *key->table, inner);
    };
    if (value.kind == Kind::table) {
      read_inner(value);
    }
    std::ranges::for_each(value.array, read_inner);
  }
}

core::Policy build(const Value& tree) {
  core::Policy policy;
  read_into(&policy, policy_table(), tree);
  for (auto& [name, principal] : policy.principals) {
    principal.name = name;
  }
  complete_items(policy);
  complete_refs(tree, policy);
  return policy;
}

}  // namespace sallyport::policy
