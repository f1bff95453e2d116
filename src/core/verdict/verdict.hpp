#pragma once

#include "core/change/change.hpp"
#include "core/origin/evidence.hpp"
#include "core/policy/people.hpp"
#include "core/policy/policy.hpp"
#include "core/review/record.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::core {

/// Who a commit is from; `human` only where a record declares it.
enum class Origin { ai, mixed, automation, undeclared, human };
constexpr auto enum_names(Origin) {
  return util::names("ai", "mixed", "automation", "undeclared", "human");
}

/// One commit with all that was weighed about it.
struct CommitAttribution {
  std::optional<Oid> id;  ///< absent: the commit that is about to be made
  std::string subject;    ///< first line of the message, raw
  Origin origin = Origin::undeclared;
  std::string tool;        ///< of its strongest evidence that counts; empty: none
  std::int64_t lines = 0;  ///< effective added lines of the net change that come from it
  std::vector<Evidence> evidence;
  std::int64_t ai = 0;  ///< those of its lines that are AI lines
  bool landed = false;  ///< an earlier commit, which the base has among its ancestors
};

struct ToolUse {
  std::string id;
  std::int64_t commits = 0;
  std::int64_t lines = 0;
};

/// Consecutive lines of the new side of a file, 1-based, both ends included.
struct LineRange {
  std::int64_t first = 1;
  std::int64_t last = 1;
  std::string tool;  ///< of the commit they come from
};

/// One entry of the change with who wrote its lines.
struct FileAttribution {
  std::string path;  ///< raw bytes
  bool removed = false;
  bool excluded = false;  ///< kept out of the counts by the policy
  bool opaque = false;
  bool touched_by_ai = false;  ///< it counts in `ai_files`
  std::int64_t ai = 0;         ///< effective lines, as in Metrics
  std::int64_t undeclared = 0;
  std::int64_t human = 0;
  std::vector<LineRange> ai_lines;  ///< in order, not overlapping
};

/// The lines that landed lately, as one rule counts them (policy.md, "What landed lately"): still
/// there, and held by no counted review.
struct RecentLines {
  std::int64_t ai = 0;
  std::int64_t undeclared = 0;
  std::string range;     ///< the commits that brought them, `A..B`; empty: none
  bool at_most = false;  ///< so few that it was not looked at who reviewed them
};

/// A condition with what was measured.
struct MeasuredCondition {
  Condition condition;
  std::int64_t value = 0;  ///< in millionths for a share
  bool held = false;
};

/// What besides its conditions keeps a rule from matching.
enum class Selector { none, target, paths, tools };

struct RuleResult {
  std::string name;
  SourcePosition position;
  bool matched = false;
  Selector unmet = Selector::none;
  std::string target;  ///< where that is `target`: the one that the change lands on
  std::vector<MeasuredCondition> conditions;  ///< in policy order; none where a selector is unmet
  std::optional<RecentLines> landed;          ///< absent: not counted
  RecentLines own;                ///< those of the change, in the files that its paths select
  bool waits_for_recent = false;  ///< only what landed lately, not counted yet, can decide it
};

enum class Status { not_applicable, pending, approved, stale, rejected, waived, error };
constexpr auto enum_names(Status) {
  return util::names("not-applicable", "pending", "approved", "stale", "rejected", "waived",
                     "error");
}

/// Whether an item of that status keeps the change from landing.
constexpr bool is_open(Status status) {
  return status == Status::pending || status == Status::stale || status == Status::rejected ||
         status == Status::error;
}

struct CountedRecord {
  std::string signer;
  std::string record;  ///< id
  Rung rung = Rung::stale;
  Assurance assurance = Assurance::none;
};

struct IgnoredRecord {
  std::string signer;
  std::string record;  ///< id
  Reason reason;
};

/// Why a review does not hold a path.
enum class Unheld {
  not_reviewed,
  left,         ///< the change no longer has it
  not_counted,  ///< the review does not count any more
  conflict,     ///< the base changed in the same place
  displaced,    ///< the base put other lines around it
  too_large,    ///< the base changed, and it cannot be merged
  missing,      ///< the base changed, and what was reviewed is not in this repository
  base_changed,
  changed,
};

/// A path that a review does not vouch for.
struct Uncovered {
  std::string path;
  Unheld why = Unheld::not_reviewed;
};

/// Declarations that people wrote lines, in vain until somebody else makes them too.
struct SecondNeeded {
  std::vector<std::string> by;  ///< who made them
  Reason reason;                ///< `alone` or `only_authors`
};

/// What an item that is met while the change is worked on still needs where it lands.
struct Shortfall {
  std::int64_t people = 1;
  std::int64_t in_all = 1;               ///< the same, with those who are no approvers
  bool independent = false;              ///< none of the first may be an author
  std::optional<SecondNeeded> second{};  ///< of an item that asks who wrote the change
};

/// A person's standing "no" to something that the change has.
struct Objection {
  std::string signer;
  std::string record;  ///< id
  std::string notes;
  std::string path;      ///< the first entry of the change that has it, raw bytes
  std::string rejected;  ///< what was rejected there, raw bytes
  bool same = true;      ///< the entry is as it was rejected; false: it was changed since
};

/// What was said when an item was waived.
struct Waived {
  std::string reason;
  std::string ticket;
  util::Time until;  ///< the first of the waivers to end
};

struct ItemResult {
  std::string id;
  std::string title;
  std::string text;
  std::vector<Question> questions;
  Assurance assurance = Assurance::key;  ///< the least that counts
  Level level = Level::evaluate;
  Status status = Status::pending;
  std::vector<std::string> required_by;  ///< names of rules
  std::int64_t needed = 1;
  std::int64_t in_all = 1;  ///< people who must sign, those included who are no approvers
  std::vector<std::string> approvers;
  std::vector<CountedRecord> counted;
  std::vector<IgnoredRecord> ignored;
  std::vector<Objection> rejected_by;  ///< standing rejections, in order of record id
  std::optional<Waived> waived;
  std::vector<Uncovered> residual;
  bool extendable = false;  ///< a review that counts where the change lands holds in part, so that
                            ///< only the residual is to be looked at
  std::vector<std::string> paths;  ///< of the change that it is about, raw bytes, in order
  std::optional<Shortfall> landing_shortfall;  ///< absent: nothing is missing where it lands
};

/// Whether people are asked to look at an item: nobody has, or not at all of it.
inline bool wants_review(const ItemResult& item) {
  return item.id != k_provenance &&
         (item.status == Status::pending || item.status == Status::stale);
}

enum class Outcome { pass, warn, blocked, error };
constexpr auto enum_names(Outcome) {
  return util::names("pass", "warn", "blocked", "error");
}

/// The decision over one change, with everything that led to it.
struct Verdict {
  Outcome outcome = Outcome::pass;
  Metrics metrics;
  std::vector<ToolUse> tools;                 ///< most lines first, then by id
  std::vector<CommitAttribution> commits;     ///< in the order of `Change::commits`
  std::vector<CommitAttribution> earlier;     ///< in the order of `Change::earlier`
  std::vector<FileAttribution> files;         ///< in order of raw path bytes
  std::vector<RuleResult> rules;              ///< in policy order
  std::vector<ItemResult> items;              ///< required ones, in order of id
  std::vector<std::string> warnings;          ///< about what could not be read
  std::optional<SecondNeeded> second_needed;  ///< of declarations that no item is about
  std::map<std::string, std::vector<Objection>> rejections;  ///< by item; they only warn, because
                                                             ///< the change does not land yet
};

/// What tools are called, by id; one that is not there is called by its id.
using ToolTitles = std::map<std::string, std::string>;

/// Where the policy in force came from.
struct PolicyOrigin {
  std::string source;  ///< `refs/remotes/origin/main:.sallyport/policy.toml`
  std::string sha256;
  std::string repo_id;
};

/// Everything that a report shows: one evaluation, ready to be rendered in any format.
struct Report {
  Gate gate = Gate::check;
  bool lands = false;
  bool by_agent = false;   ///< an agent is running the command
  bool bootstrap = false;  ///< policy and signers were read from head
  std::string selection;   ///< one line: what is judged, and how the base was found
  std::string note;        ///< why nothing was judged, one line; empty: something was
  std::optional<PolicyOrigin> policy;
  std::optional<std::string> target;
  Bringer brought_by;
  std::string check_name;  ///< what the result is called on a forge, `sallyport/main`
  std::optional<Oid> base_commit;
  std::optional<Oid> head_commit;
  Oid base_tree;
  Oid head_tree;
  std::string digest;  ///< hex change digest
  Mode mode = Mode::block;
  Verdict verdict;
  ToolTitles tool_titles;
  std::vector<std::string> warnings;  ///< besides those of the verdict
  std::vector<std::string> next;      ///< commands ready to paste, the most useful first
  /// Decisions that nobody recorded but that were supposed to be there; not empty: no real verdict.
  std::vector<std::string> assumed;
};

}  // namespace sallyport::core
