#include "core/git_terms.hpp"
#include "policy/shape.hpp"
#include "policy/stages.hpp"
#include "util/glob.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace sallyport::policy {
namespace {

std::vector<std::string> keys_of(const Value& table, std::string_view prefix = "") {
  std::vector<std::string> keys;
  for (const auto& [key, value] : table.table) {
    keys.push_back(std::string(prefix) + key);
  }
  return keys;
}

/// The checks of one merged policy.
class Semantics {
 public:
  Semantics(const Value& policy, Findings& findings) : policy_(policy), findings_(findings) {}

  void check() {
    check_repository();
    for (const Value& rule : array_at(policy_, "rule")) {
      check_rule(rule);
    }
    for (const auto& [id, item] : items_.table) {
      check_unsigned(id, item);
    }
    if (const Value* guard = find(items_, core::k_policy_change)) {
      check_policy_change(*guard);
    }
    for (const auto& [name, group] : groups_.table) {
      check_group(name, group);
    }
    for (const auto& [id, item] : items_.table) {
      check_holder(fmt::format("item {}", in_quotes(id)), item);
    }
    check_holder("[waive]", table_at(policy_, "waive"));
    check_forge_ids();
    check_accepted();
    check_store();
  }

 private:
  void check_repository() {
    const bool bundled = policy_.position.source.starts_with("sallyport:");
    if (!bundled && find(policy_, "repo_id") == nullptr) {
      findings_.warning({policy_.position.source, 1, 1},
                        "'repo_id' is not set: without it nobody can sign off, because every "
                        "record names its repository");
    }
  }

  void check_rule(const Value& rule) {
    const std::string name = in_quotes(string_at(rule, "name"));
    for (const Value& required : array_at(rule, "require")) {
      if (required.string == core::k_provenance) {
        findings_.error(required.position,
                        fmt::format("rule {} cannot require 'provenance': write ask = true", name));
      } else if (required.string != core::k_policy_change &&
                 find(items_, required.string) == nullptr) {
        findings_.error(
            required.position,
            fmt::format("rule {} requires item {}, which is not defined{}", name,
                        in_quotes(required.string), suggestion(required.string, item_names_)));
      }
    }
  }

  /// An unsigned record names whom it likes, so nothing that depends on who signed can go with it.
  void check_unsigned(std::string_view id, const Value& item) {
    if (string_at(item, "signature") != "none") {
      return;
    }
    const auto conflict = [&](std::string_view what) {
      findings_.error(
          find(item, "signature")->position,
          fmt::format("item {}: signature = \"none\" cannot go with {}, because anyone can "
                      "write any name into an unsigned record",
                      in_quotes(id), what));
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
    if (is_true(item, "attested", Unset::means_false)) {
      conflict("attested = true");
    }
  }

  /// What the item that guards the policy itself may not say.
  void check_policy_change(const Value& item) {
    if (const Value* paths = find(item, "paths")) {
      findings_.error(paths->key_position,
                      "item 'policy-change' always covers the trust roots: add to [trust] paths, "
                      "and leave 'paths' out");
    }
    if (string_at(item, "signature") == "none") {
      findings_.error(find(item, "signature")->position,
                      "item 'policy-change' always needs a signature");
    }
    if (string_at(item, "survives") == "replay") {
      findings_.error(find(item, "survives")->position,
                      R"(item 'policy-change' survives "exact" or "same-delta" only)");
    }
    if (!is_true(item, "independent", Unset::means_true)) {
      findings_.error(
          find(item, "independent")->position,
          "item 'policy-change' is always independent where two people hold a valid key");
    }
  }

  void check_group(std::string_view name, const Value& group) {
    const std::string owner = fmt::format("group {}", in_quotes(name));
    for (const Value& member : array_at(group, "members")) {
      if (member.string.starts_with('@')) {
        findings_.error(member.position,
                        fmt::format("{}: {} is a group, and a group holds only principals", owner,
                                    in_quotes(member.string)));
      } else {
        check_principal(owner, member);
      }
    }
  }

  void check_holder(std::string_view owner, const Value& holder) {
    for (const std::string_view key : {"approvers", "override"}) {
      for (const Value& name : array_at(holder, key)) {
        check_reference(owner, name);
      }
    }
    check_enough(owner, holder);
  }

  void check_reference(std::string_view owner, const Value& name) {
    if (!name.string.starts_with('@')) {
      check_principal(owner, name);
    } else if (!is_defined(name.string)) {
      findings_.error(name.position,
                      fmt::format("{}: group {} is not defined{}", owner, in_quotes(name.string),
                                  suggestion(name.string, group_names_)));
    }
  }

  /// A principal needs no table of its own (a line in the signers file is enough), so a name
  /// without one is only worth a word where it looks like a misspelling.
  void check_principal(std::string_view owner, const Value& name) {
    if (!is_principal_name(name.string)) {
      findings_.error(name.position, fmt::format("{}: {} is no name for a principal", owner,
                                                 in_quotes(name.string)));
      return;
    }
    const std::string near = util::nearest(name.string, principal_names_);
    if (find(principals_, name.string) == nullptr && !near.empty()) {
      findings_.warning(name.position,
                        fmt::format("{}: {} has no [principal] table, did you mean {}?", owner,
                                    in_quotes(name.string), in_quotes(near)));
    }
  }

  [[nodiscard]] bool is_defined(std::string_view name) const {
    return !name.starts_with('@') || find(groups_, name.substr(1)) != nullptr;
  }

  /// The principals that `names` stand for, groups resolved.
  [[nodiscard]] std::set<std::string> people_of(const std::vector<std::string>& names) const {
    std::set<std::string> people;
    for (const std::string& name : names) {
      const auto members = name.starts_with('@')
                               ? strings_at(table_at(groups_, name.substr(1)), "members")
                               : std::vector{name};
      people.insert(members.begin(), members.end());
    }
    return people;
  }

  void check_enough(std::string_view owner, const Value& holder) {
    const auto names = strings_at(holder, "approvers");
    if (names.empty() ||
        !std::ranges::all_of(names, [&](const auto& name) { return is_defined(name); })) {
      return;
    }
    const auto needed = integer_at(holder, "count", 1);
    const auto people = std::ssize(people_of(names));
    if (people < needed) {
      findings_.warning(
          find(holder, "approvers")->position,
          fmt::format("{} needs {}, but has only {}", owner, util::plural(needed, "approval"),
                      util::plural(people, "approver")));
    }
  }

  void check_forge_ids() {
    std::map<std::string, std::string> owners;
    for (const auto& [name, principal] : principals_.table) {
      for (const Value& id : array_at(principal, "forge")) {
        if (!is_forge_id(id.string)) {
          findings_.error(id.position, fmt::format("{} is no forge id of the form 'github:583231'",
                                                   in_quotes(id.string)));
        }
        const auto [owner, fresh] = owners.try_emplace(id.string, name);
        if (!fresh && owner->second != name) {
          findings_.error(id.position, fmt::format("forge id {} belongs to {} already",
                                                   in_quotes(id.string), in_quotes(owner->second)));
        }
      }
    }
  }

  /// Approvals for a ref that nobody gates were never asked for.
  void check_accepted() {
    const auto refs = strings_at(policy_, "refs");
    const std::string target = string_at(policy_, "target", "");
    for (const Value& accepted : array_at(table_at(policy_, "signoffs"), "accept_targets")) {
      const bool gated =
          accepted.string == target || std::ranges::any_of(refs, [&](const auto& glob) {
            return util::glob_matches(glob, accepted.string);
          });
      if (!gated) {
        findings_.warning(accepted.position,
                          fmt::format("accept_targets: {} is not gated: neither 'target' nor "
                                      "'refs' has it",
                                      in_quotes(accepted.string)));
      }
    }
  }

  void check_store() {
    const Value& store = table_at(policy_, "store");
    const Value* branch = find(store, "branch");
    const std::string ref =
        std::string(core::k_heads) + string_at(store, "branch", core::Policy{}.store_branch);
    const auto refuse = [&](const Value& other, std::string_view why) {
      findings_.error(branch != nullptr ? branch->position : other.position,
                      fmt::format("the log branch {} cannot {}", in_quotes(ref), why));
    };
    const Value* target = find(policy_, "target");
    if (target != nullptr && target->string == ref) {
      refuse(*target, "be the target");
    }
    for (const Value& glob : array_at(policy_, "refs")) {
      if (util::glob_matches(glob.string, ref)) {
        refuse(glob, fmt::format("match 'refs': it matches {}", in_quotes(glob.string)));
      }
    }
  }

  const Value& policy_;
  Findings& findings_;
  const Value& items_ = table_at(policy_, "item");
  const Value& groups_ = table_at(policy_, "group");
  const Value& principals_ = table_at(policy_, "principal");
  // Made once, since each of many faults asks for them.
  std::vector<std::string> item_names_ = keys_of(items_);
  std::vector<std::string> group_names_ = keys_of(groups_, "@");
  std::vector<std::string> principal_names_ = keys_of(principals_);
};

}  // namespace

void check_semantics(const Value& policy, Findings& findings) {
  Semantics(policy, findings).check();
}

}  // namespace sallyport::policy
