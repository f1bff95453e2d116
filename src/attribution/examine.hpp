#pragma once

#include "attribution/attribution.hpp"
#include "attribution/rules.hpp"
#include "core/change/change.hpp"
#include "core/origin/evidence.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace sallyport::attribution {

/// What a detector works with.
struct Detector::State {
  explicit State(const core::Policy& policy) : table(policy) {}

  RuleTable table;
};

/// What `rule` says about `value`, which is cut to 400 bytes.
core::Evidence evidence_of(const core::DetectRule& rule, core::Position position,
                           std::string_view value);

/// The evidence in one author or committer: by account number, address, or name.
std::optional<core::Evidence> examine_identity(const RuleTable& table,
                                               const core::Identity& identity,
                                               core::Position position);

/// The rule that knows a co-author: by account number, address, or whole value; null: none.
const core::DetectRule* co_author_rule(const RuleTable& table, const core::Identity& identity);

/// The evidence in the trailer `key` (lower case), whose whole line is `line`.
std::optional<core::Evidence> examine_trailer(const RuleTable& table, std::string_view key,
                                              std::string_view value, std::string_view line);

/// The branches that the subject of a merge says were merged in, as git, GitHub, Gitea, Forgejo and
/// both Bitbuckets write it.
std::vector<std::string_view> merged_branches(std::string_view subject);

/// Whether a trailer of that key (lower case) names somebody who wrote a part of the commit.
bool names_co_author(std::string_view key);

/// Whether `value` says no: none, no, n/a, false, off, 0, nothing at all.
bool is_negative(std::string_view value);

/// The tool that a disclosure such as `Opus 4.6 via Claude Code` names: an id of `tools` that is in
/// it word by word, else the tool best known for a model that it names, else `unknown-ai`.
std::string tool_named_in(std::string_view value, const std::unordered_set<std::string>& tools);

}  // namespace sallyport::attribution
