#pragma once

#include "attribution/file_rules.hpp"
#include "attribution/rule_group.hpp"
#include "core/change.hpp"
#include "core/evidence.hpp"
#include "core/policy.hpp"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace sallyport::attribution {

/// The rules in force, sorted by what they look at. Not movable: groups point at `own` rules.
struct RuleTable {
  /// The catalogue without what `policy` disables, after the policy's own rules. Throws
  /// `util::Error` (usage) for a policy's rule whose pattern is not valid.
  explicit RuleTable(const core::Policy& policy);
  RuleTable(const RuleTable&) = delete;
  RuleTable& operator=(const RuleTable&) = delete;
  ~RuleTable() = default;

  [[nodiscard]] const RuleGroup& of(core::EvidenceKind kind) const;

  std::vector<core::DetectRule> own;
  std::array<RuleGroup, 14> by_kind;                    ///< but trailer, env and file
  std::unordered_map<std::string, RuleGroup> trailers;  ///< by lower-case key
  std::map<std::string, RuleGroup> variables;           ///< by the rule's key
  FileRules files;
  std::unordered_set<std::string> tools;  ///< ids of every rule's tool

 private:
  void add(const core::DetectRule& rule);
};

/// Whether an identity is a bot that is no AI.
bool is_automation(const core::Identity& identity);

}  // namespace sallyport::attribution
