#pragma once

#include "core/verdict/verdict.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sallyport::report::sample {

using core::Assurance;
using core::EvidenceKind;
using core::Gate;
using core::Metric;
using core::Origin;
using core::Position;
using core::Rung;
using core::Status;
using core::Strength;
using core::Unheld;

inline constexpr std::string_view k_digest =
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
inline constexpr const char* k_policy_file = ".sallyport/policy.toml";

inline core::Oid oid(const std::string& pair) {
  std::string hex;
  while (hex.size() < 40) {
    hex += pair;
  }
  return core::parse_oid(hex).value();
}

inline std::string record_id(const std::string& pair) {
  std::string hex;
  while (hex.size() < 64) {
    hex += pair;
  }
  return hex;
}

inline core::Evidence claude_trailer() {
  return {"claude-code/co-author-address", "claude-code",
          EvidenceKind::co_author,         Strength::decisive,
          Position::final_block,           "Co-Authored-By: Claude <noreply@anthropic.com>"};
}

inline core::Evidence cursor_author() {
  return {"cursor/author-address", "cursor",         EvidenceKind::author_email,
          Strength::decisive,      Position::author, "cursoragent@cursor.com"};
}

inline core::Evidence figma_subject() {
  return {"figma-make/subject", "figma-make",      EvidenceKind::subject,
          Strength::weak,       Position::subject, "Update files from Figma Make"};
}

inline core::MeasuredCondition at_least(core::Metric metric, std::int64_t value,
                                        std::int64_t limit) {
  return {{metric, core::Comparison::at_least, limit}, value, value >= limit};
}

inline core::RuleResult rule(const std::string& name, int line,
                             const core::MeasuredCondition& measured) {
  core::RuleResult result;
  result.name = name;
  result.position = {k_policy_file, line, 1};
  result.matched = measured.held;
  result.conditions = {measured};
  return result;
}

inline core::ItemResult item(const std::string& id, const std::string& title, Status status) {
  core::ItemResult result;
  result.id = id;
  result.title = title;
  result.status = status;
  result.required_by = {"large AI change"};
  result.approvers = {"@" + id};
  return result;
}

/// A reason that holds what a stranger wrote.
inline core::Reason no_match(const std::string& detail) {
  return {.flaw = core::Flaw::malformed_signature, .detail = detail};
}

inline core::SecondNeeded alone(const std::string& person) {
  return {{person}, {.flaw = core::Flaw::alone, .count = 500, .limit = 300}};
}

inline core::Report base_report(Gate gate) {
  core::Report report;
  report.gate = gate;
  report.policy = core::PolicyOrigin{"refs/remotes/origin/main:.sallyport/policy.toml",
                                     record_id("c0"), "acme/widgets"};
  report.target = "refs/heads/main";
  report.base_commit = oid("b1");
  report.head_commit = oid("b2");
  report.base_tree = oid("a1");
  report.head_tree = oid("a2");
  report.digest = k_digest;
  report.tool_titles = {{"claude-code", "Claude Code"}, {"cursor", "Cursor"}, {"replit", "Replit"}};
  return report;
}

inline core::Metrics metrics(std::int64_t ai, std::int64_t undeclared) {
  core::Metrics result;
  result.files = 23;
  result.added = ai + undeclared - 18;
  result.deleted = 40;
  result.effective = ai + undeclared;
  result.ai = ai;
  result.undeclared = undeclared;
  result.ai_files = 9;
  result.commits = 7;
  return result;
}

inline void add_commits(core::Verdict& verdict) {
  verdict.commits = {
      {oid("01"), "Add a retry queue", Origin::ai, "claude-code", 400, {claude_trailer()}, 400},
      {oid("02"),
       "Tune the retry queue",
       Origin::mixed,
       "claude-code",
       200,
       {claude_trailer()},
       200},
      {oid("03"),
       "Add the settings page",
       Origin::ai,
       "cursor",
       40,
       {figma_subject(), cursor_author()},
       40},
      {oid("04"), "Update files from Figma Make", Origin::undeclared, "", 150, {figma_subject()}},
      {oid("05"), "Bump the release number", Origin::automation, "", 2, {}},
      {oid("06"), "Write the changelog", Origin::human, "", 38, {}},
      {oid("07"), "Fix the session store", Origin::ai, "replit", 0, {}},
  };
  verdict.tools = {{"claude-code", 2, 600}, {"cursor", 1, 40}, {"replit", 1, 0}};
}

/// 12 of 40 lines by Cursor in one of three commits; no rule matched.
inline core::Report small_pass() {
  core::Report report = base_report(Gate::pre_push);
  report.selection = "main..topic, base b1b1b1b1b1b1 (merge base with origin/main)";
  core::Verdict& verdict = report.verdict;
  verdict.metrics = metrics(12, 28);
  verdict.metrics.commits = 3;
  verdict.tools = {{"cursor", 1, 12}};
  verdict.commits = {
      {oid("01"), "Add a button", Origin::ai, "cursor", 12, {cursor_author()}, 12},
      {oid("02"), "Move the button", Origin::undeclared, "", 20, {}},
      {oid("03"), "Name the button", Origin::undeclared, "", 8, {}},
  };
  verdict.rules = {rule("large AI change", 14, at_least(Metric::ai_lines, 12, 400))};
  return report;
}

/// A staged change by Claude Code that needs three items and has none.
inline core::Report blocked_commit() {
  core::Report report = base_report(Gate::pre_commit);
  report.head_commit.reset();
  report.selection = "the staged change, base b1b1b1b1b1b1 (HEAD)";
  core::Verdict& verdict = report.verdict;
  verdict.outcome = core::Outcome::blocked;
  verdict.metrics = metrics(640, 190);
  verdict.metrics.commits = 1;
  verdict.metrics.opaque_files = 1;
  verdict.metrics.opaque_bytes = 52000;
  verdict.metrics.excluded_files = 1;
  verdict.metrics.excluded_lines = 1200;
  verdict.tools = {{"claude-code", 1, 640}};
  verdict.commits = {{std::nullopt,
                      "",
                      Origin::ai,
                      "claude-code",
                      640,
                      {{"claude-code/environment", "claude-code", EvidenceKind::env,
                        Strength::decisive, Position::environment, "CLAUDECODE=1"}},
                      640}};
  verdict.rules = {rule("large AI change", 14, at_least(Metric::ai_lines, 640, 400)),
                   rule("large and undeclared", 19, at_least(Metric::undeclared_lines, 190, 800))};
  verdict.items = {item("architecture", "Architecture review", Status::pending),
                   item("scalability", "Scalability review", Status::pending),
                   item("security", "Security review", Status::pending)};
  report.next = {"sallyport signoff architecture scalability security --staged"};
  return report;
}

/// A pushed range by several tools; one item signed, one half signed, one stale.
inline core::Report blocked_push() {
  core::Report report = base_report(Gate::pre_push);
  report.selection = "origin/main..topic, base b1b1b1b1b1b1 (merge base with origin/main)";
  core::Verdict& verdict = report.verdict;
  verdict.outcome = core::Outcome::blocked;
  verdict.metrics = metrics(640, 190);
  add_commits(verdict);
  verdict.rules = {rule("large AI change", 14, at_least(Metric::ai_lines, 640, 400)),
                   rule("AI in authentication code", 24, at_least(Metric::ai_files, 2, 1))};
  verdict.items = {item("architecture", "Architecture review", Status::approved),
                   item("scalability", "Scalability review", Status::stale),
                   item("security", "Security review", Status::pending)};
  verdict.items[0].counted = {
      {"alice@example.com", record_id("d1"), Rung::same_delta, Assurance::touch}};
  verdict.items[1].residual = {{"src/queue.cc", Unheld::changed},
                               {"src/retry.cc", Unheld::not_reviewed},
                               {"src/session.cc", Unheld::not_reviewed},
                               {"src/store.cc", Unheld::not_reviewed}};
  verdict.items[2].required_by = {"AI in authentication code", "large AI change"};
  verdict.items[2].needed = 2;
  verdict.items[2].counted = {{"carol@example.com", record_id("d3"), Rung::exact, Assurance::key}};
  verdict.items[2].ignored = {{"bob@example.com", record_id("d2"), {core::Flaw::author}}};
  report.next = {"sallyport signoff security scalability --range origin/main..topic",
                 "sallyport explain origin/main..topic"};
  return report;
}

/// A push that passes where it is worked on, with items that still lack somebody where it lands.
inline core::Report worked_on_pass() {
  core::Report report = blocked_push();
  report.verdict.outcome = core::Outcome::pass;
  report.next.clear();
  for (core::ItemResult& required : report.verdict.items) {
    required.status = Status::approved;
    required.ignored.clear();
    required.residual.clear();
  }
  report.verdict.items[1].landing_shortfall = core::Shortfall{1, 1, false};
  report.verdict.items[2].landing_shortfall = core::Shortfall{2, 2, true};
  report.warnings = {
      "key of dave@example.com is unknown to the policy; its sign-off does not count where the "
      "change lands"};
  return report;
}

/// A check in which one item could not be judged.
inline core::Report error() {
  core::Report report = blocked_push();
  report.gate = Gate::ci;
  report.lands = true;
  report.verdict.outcome = core::Outcome::error;
  report.verdict.items[1].status = Status::error;
  report.verdict.items[1].residual.clear();
  report.warnings = {"the sign-off branch cannot be read whole: object 0a0a0a is missing"};
  report.next = {"git fetch origin sallyport/signoffs:refs/remotes/origin/sallyport/signoffs"};
  return report;
}

/// `blocked_commit`, run by an agent.
inline core::Report agent() {
  core::Report report = blocked_commit();
  report.by_agent = true;
  return report;
}

/// `blocked_push` under a policy that only warns.
inline core::Report warn() {
  core::Report report = blocked_push();
  report.verdict.outcome = core::Outcome::warn;
  report.mode = core::Mode::warn;
  return report;
}

/// Control characters, bidirectional marks, escapes and broken UTF-8 wherever a stranger can write.
inline core::Report hostile() {
  const std::string evil = "\x1b[2Jgone\r\n\u202eetirw\u202c \xff\xc3( \u200b\u0007";
  core::Report report = blocked_push();
  report.gate = Gate::check;
  report.selection = "main.." + evil;
  report.policy->source = evil;
  report.target = "refs/heads/" + evil;
  core::Verdict& verdict = report.verdict;
  verdict.tools[0].id = evil;
  verdict.commits[0].subject = evil;
  verdict.commits[0].tool = evil;
  verdict.commits[0].evidence[0].tool = evil;
  verdict.commits[0].evidence[0].rule = evil;
  verdict.commits[0].evidence[0].value = evil + std::string(300, 'x');
  verdict.rules[0].name = evil;
  verdict.rules[0].position.source = evil;
  verdict.rules[0].conditions = {at_least(Metric::recent_ai_lines, 640, 400)};
  verdict.rules[0].landed = {40, 0, evil, false};
  verdict.items[0].counted[0].signer = evil;
  verdict.items[1].id = evil;
  verdict.items[1].title = evil;
  verdict.items[1].approvers = {evil};
  verdict.items[1].landing_shortfall = {1, 1, false, alone(evil)};
  verdict.items[1].residual = {{"src/" + evil, Unheld::changed},
                               {std::string(200, 'y'), Unheld::not_reviewed}};
  verdict.items[2].ignored = {{evil, evil, no_match(evil)}};
  verdict.items[2].required_by = {evil};
  report.warnings = {evil, std::string(500, 'w')};
  report.next = {"sallyport signoff " + evil};
  return report;
}

/// No policy anywhere.
inline core::Report no_policy() {
  core::Report report = small_pass();
  report.policy.reset();
  report.target.reset();
  report.verdict.rules.clear();
  return report;
}

/// A first push, judged by the policy that it brings along, with warnings.
inline core::Report bootstrap() {
  core::Report report = small_pass();
  report.bootstrap = true;
  report.base_commit.reset();
  report.verdict.metrics.ai = 0;
  report.verdict.metrics.undeclared = 40;
  report.verdict.tools.clear();
  report.verdict.commits[0].origin = Origin::undeclared;
  report.verdict.commits[0].tool.clear();
  report.verdict.commits[0].evidence.clear();
  report.warnings = {"the last key of group security expires on 2026-12-01"};
  return report;
}

}  // namespace sallyport::report::sample
