#pragma once

#include "core/origin/evidence.hpp"
#include "core/policy/metric.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::core {

/// A place in a policy file, 1-based.
struct SourcePosition {
  std::string source;  ///< file name as the user knows it, `sallyport:standard@1`, or `built-in`
  int line = 0;
  int column = 0;
};

/// `.sallyport/policy.toml:14`, or only the source where the line is 0.
std::string to_string(const SourcePosition& position);

/// The reserved item of declarations (records.md §6).
inline constexpr std::string_view k_provenance = "provenance";

/// The built-in item that guards the trust roots (policy.md, "`[item.policy-change]`").
inline constexpr std::string_view k_policy_change = "policy-change";

enum class Comparison { at_least, above, below, at_most };
constexpr auto enum_names(Comparison) {
  return util::names(">=", ">", "<", "<=");
}

struct Condition {
  Metric metric = Metric::ai_lines;
  Comparison comparison = Comparison::at_least;
  std::int64_t limit = 0;  ///< in millionths for a share
};

struct When {
  std::vector<Condition> conditions;
  std::vector<std::string> paths;  ///< globs; empty: every path
  std::vector<std::string> not_paths;
  std::vector<std::string> tools;    ///< tool ids; empty: any
  std::vector<std::string> targets;  ///< ref globs; empty: any
};

struct Rule {
  std::string name;
  When when;
  std::vector<std::string> require;  ///< item ids
  bool ask = false;                  ///< needs a declaration of provenance
  SourcePosition position;
};

struct Question {
  std::string id;
  std::string ask;
  std::int64_t min_words = 1;
};

enum class Level { analyze, evaluate, create };
constexpr auto enum_names(Level) {
  return util::names("analyze", "evaluate", "create");
}

enum class Assurance { none, forge, key, touch, verified };
constexpr auto enum_names(Assurance) {
  return util::names("none", "forge", "key", "touch", "verified");
}

/// Whether it takes a signature of the person's own; a forge's word is none.
constexpr bool wants_key(Assurance assurance) {
  return assurance > Assurance::forge;
}

/// The ladder of records.md §4, best first; as `survives`, the lowest rung that an item accepts.
enum class Rung { exact, same_delta, composed, replay, delta, stale };
constexpr auto enum_names(Rung) {
  return util::names("exact", "same-delta", "composed", "replay", "delta", "stale");
}

struct Item {
  std::string id;
  std::string title;
  Level level = Level::evaluate;
  std::string text;
  std::vector<std::string> approvers;  ///< principals or @groups; empty: any human principal
  std::int64_t count = 1;
  bool independent = false;
  std::vector<std::string> override_by;
  bool signature_required = true;
  Assurance assurance = Assurance::key;
  bool attested = false;  ///< only keys that were enrolled with a hardware attestation
  Rung survives = Rung::replay;
  std::int64_t expires_days = 90;  ///< 0: never
  std::int64_t max_generations = 3;
  std::vector<std::string> paths{"**"};
  std::vector<Question> questions;
  SourcePosition position;
};

/// Break-glass: who may waive an item, and for how long (policy.md, "Gates and the rest").
struct WaivePolicy {
  std::vector<std::string> approvers;  ///< principals or @groups; empty: any human principal
  std::int64_t count = 1;
  std::int64_t max_hours = 72;
};

enum class PrincipalKind { human, service, importer };
constexpr auto enum_names(PrincipalKind) {
  return util::names("human", "service", "importer");
}

/// The forge of accounts on a server of one's own, `server:alice`.
inline constexpr std::string_view k_own_server = "server";

struct Principal {
  std::string name;
  PrincipalKind kind = PrincipalKind::human;
  std::vector<std::string> emails;
  std::vector<std::string> forge;  ///< `github:583231`, `server:alice`
};

enum class Mode { block, warn, off };
constexpr auto enum_names(Mode) {
  return util::names("block", "warn", "off");
}

enum class Undeclared { human, ai };
constexpr auto enum_names(Undeclared) {
  return util::names("human", "ai");
}

/// Where a change is judged: on a command, in CI, or in the git hook of that name.
enum class Gate { check, ci, commit_msg, pre_commit, pre_merge_commit, pre_push, pre_receive };
constexpr auto enum_names(Gate) {
  return util::names("check", "ci", "commit-msg", "pre-commit", "pre-merge-commit", "pre-push",
                     "pre-receive");
}

/// Whether it is one of the hooks of a commit. They are one gate: its mode is that of pre-commit.
constexpr bool is_commit_hook(Gate gate) {
  return gate == Gate::commit_msg || gate == Gate::pre_commit || gate == Gate::pre_merge_commit;
}

/// The gates whose mode a policy can set, by name.
inline constexpr std::array k_gates{util::to_string(Gate::pre_commit),
                                    util::to_string(Gate::pre_push), util::to_string(Gate::ci),
                                    util::to_string(Gate::pre_receive)};

/// The largest file of a policy or of signers that is read, in bytes.
inline constexpr std::int64_t k_most_policy_bytes = std::int64_t{1} << 20U;

/// A whole effective policy: defaults filled in, `extends` resolved.
struct Policy {
  std::string repo_id;
  std::string target;             ///< full ref name; empty: none set
  std::vector<std::string> refs;  ///< ref globs; `[target]` when not set
  bool deny_rewind = true;
  bool deny_delete = true;

  Strength min_strength = Strength::strong;
  Undeclared undeclared = Undeclared::human;
  bool stamp = true;
  std::vector<std::string> disabled_detect_rules;  ///< ids or globs
  std::vector<DetectRule> detect_rules;

  std::vector<std::string> exclude_paths;
  bool exclude_lock_files = true;

  std::vector<Rule> rules;
  std::map<std::string, Item> items;                       ///< by id
  std::map<std::string, std::vector<std::string>> groups;  ///< without '@', to principals
  std::map<std::string, Principal> principals;
  std::map<Gate, Mode> gates;  ///< absent: block

  std::vector<std::string> accept_targets;  ///< `[target]` when not set
  std::int64_t declare_max = 0;
  std::optional<WaivePolicy> waive;  ///< absent: there are no waivers
  std::vector<std::string> trust_paths;
  std::string pusher_variable;        ///< of a server's environment: who pushes; empty: none
  std::int64_t window_commits = 200;  ///< first-parent commits that `recent_ai_lines` looks back
  std::string store_branch = "sallyport/signoffs";
  bool keep_subjects = true;

  std::string sha256;  ///< hex, of the effective canonical form
};

/// An item's `item_sha256` (records.md §2): the digest of its level, questions, text and title.
std::string item_sha256(const Item& item);

}  // namespace sallyport::core
