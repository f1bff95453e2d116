#include "attribution/rule_table.hpp"

#include "attribution/attribution.hpp"
#include "attribution/identity.hpp"
#include "util/error.hpp"
#include "util/glob.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::attribution {
namespace {

using core::EvidenceKind;

/// Names of refs, processes, variables and files are case-sensitive, everything people type is not.
Case case_of(EvidenceKind kind) {
  const bool exact = kind == EvidenceKind::branch || kind == EvidenceKind::env ||
                     kind == EvidenceKind::process || kind == EvidenceKind::file;
  return exact ? Case::sensitive : Case::insensitive;
}

bool is_disabled(const core::Policy& policy, const core::DetectRule& rule) {
  return std::any_of(policy.disabled_detect_rules.begin(), policy.disabled_detect_rules.end(),
                     [&](const std::string& glob) {
                       return glob == rule.id || util::glob_matches(glob, rule.id);
                     });
}

void check_pattern(const core::DetectRule& rule, std::string_view key, const std::string& pattern) {
  const std::string fault = Pattern(pattern, case_of(rule.kind)).fault();
  if (!fault.empty()) {
    throw util::Error(
        util::ErrorKind::usage,
        fmt::format("cannot use detect rule '{}': its pattern is not valid: {}",
                    util::printable(rule.id), util::printable(fault)),
        fmt::format("write '{}' as an RE2 pattern: https://github.com/google/re2/wiki/Syntax",
                    key));
  }
}

/// A whole address, a number or a name that belongs to an automation.
struct BotNames {
  std::unordered_set<std::string> accounts;
  std::unordered_set<std::string> addresses;
  std::unordered_set<std::string> names;
};

BotNames bot_names() {
  BotNames bots;
  for (const Automation& bot : automations()) {
    if (!bot.id.empty()) {
      bots.accounts.emplace(bot.id);
    }
    if (!bot.email.empty()) {
      bots.addresses.insert(util::ascii_lower(bot.email));
    }
    // A person may have any name, but none that ends like the login of an app.
    if (bot.name.ends_with("[bot]")) {
      bots.names.emplace(bot.name);
    }
  }
  return bots;
}

}  // namespace

RuleTable::RuleTable(const core::Policy& policy) : own(policy.detect_rules) {
  std::erase_if(own, [&](const core::DetectRule& rule) { return is_disabled(policy, rule); });
  for (const core::DetectRule& rule : own) {
    check_pattern(rule, "match", rule.match);
    check_pattern(rule, "content", rule.content);
    add(rule);
  }
  const bool disables_some = !policy.disabled_detect_rules.empty();
  for (const core::DetectRule& rule : catalogue()) {
    const bool replaced = std::any_of(
        own.begin(), own.end(), [&](const core::DetectRule& mine) { return mine.id == rule.id; });
    if (!replaced && !(disables_some && is_disabled(policy, rule))) {
      add(rule);
    }
  }
}

void RuleTable::add(const core::DetectRule& rule) {
  tools.insert(rule.tool);
  if (rule.kind == EvidenceKind::file) {
    files.add(rule);
    return;
  }
  RuleGroup* group = &by_kind.at(static_cast<std::size_t>(rule.kind));
  if (rule.kind == EvidenceKind::trailer) {
    group = &trailers[util::ascii_lower(rule.key)];
  } else if (rule.kind == EvidenceKind::env) {
    group = &variables[rule.key];
  }
  group->add(rule, case_of(rule.kind));
}

const RuleGroup& RuleTable::of(EvidenceKind kind) const {
  return by_kind.at(static_cast<std::size_t>(kind));
}

bool is_automation(const core::Identity& identity) {
  static const BotNames k_bots = bot_names();
  const std::string account = forge_account(identity.email);
  return (!account.empty() && k_bots.accounts.contains(account)) ||
         k_bots.addresses.contains(util::ascii_lower(identity.email)) ||
         k_bots.names.contains(identity.name);
}

}  // namespace sallyport::attribution
