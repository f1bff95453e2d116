#pragma once

#include "unit/report/sample.hpp"

#include <string>
#include <vector>

namespace sallyport::report::sample {

inline core::FileAttribution ai_file(const std::string& path,
                                     const std::vector<core::LineRange>& ranges) {
  core::FileAttribution file;
  file.path = path;
  file.touched_by_ai = true;
  file.ai_lines = ranges;
  for (const core::LineRange& range : ranges) {
    file.ai += range.last - range.first + 1;
  }
  return file;
}

inline std::vector<core::FileAttribution> files() {
  core::FileAttribution page = ai_file("src/settings page,1:2.html", {{3, 42, "cursor"}});
  page.undeclared = 20;
  core::FileAttribution logo = ai_file("assets/logo.png", {});
  logo.opaque = true;
  core::FileAttribution old = ai_file("src/old.cc", {});
  old.removed = true;
  core::FileAttribution notes;
  notes.path = "notes.md";
  notes.undeclared = 170;
  return {logo,
          notes,
          old,
          ai_file("src/queue.cc",
                  {{10, 109, "claude-code"}, {150, 399, "claude-code"}, {401, 401, "cursor"}}),
          ai_file("src/retry.cc", {{1, 249, "claude-code"}}),
          page};
}

/// `blocked_push` as a forge's CI judges it: with files, questions, and an item that a comment can
/// answer.
inline core::Report blocked_ci() {
  core::Report report = blocked_push();
  report.gate = Gate::ci;
  report.lands = true;
  report.check_name = "sallyport/main";
  report.selection = "pull request 7 to refs/heads/main, base b1b1b1b1b1b1 (merge base)";
  report.verdict.files = files();
  core::ItemResult& scalability = report.verdict.items[1];
  scalability.text = "What happens at ten times the load?\n\nThink of the queue first.";
  scalability.questions = {{"limits", "Which limit is hit first, and how do you know?", 8},
                           {"growth", "What grows without bound?", 5}};
  scalability.assurance = Assurance::forge;
  core::ItemResult& security = report.verdict.items[2];
  security.text = "Who could misuse this change, and what stops them?";
  security.questions = {{"misuse", "What could an attacker do that they could not before?", 8}};
  report.next = {
      "git fetch origin refs/pull/7/head && sallyport review --range origin/main..FETCH_HEAD"};
  return report;
}

/// `blocked_ci` of which only people's answers are missing.
inline core::Report pending_ci() {
  core::Report report = blocked_ci();
  report.verdict.items[1].status = Status::pending;
  report.verdict.items[1].residual.clear();
  return report;
}

inline core::Report warn_ci() {
  core::Report report = blocked_ci();
  report.mode = core::Mode::warn;
  report.verdict.outcome = core::Outcome::warn;
  report.warnings = {"the last key of group security expires on 2026-12-01"};
  return report;
}

inline core::Report error_ci() {
  core::Report report = blocked_ci();
  report.verdict.outcome = core::Outcome::error;
  report.verdict.items[1].status = Status::error;
  report.verdict.items[1].residual.clear();
  report.warnings = {"the sign-off branch cannot be read whole: object 0a0a0a is missing"};
  return report;
}

inline core::Report pass_ci() {
  core::Report report = blocked_ci();
  report.verdict.outcome = core::Outcome::pass;
  report.next.clear();
  for (core::ItemResult& item : report.verdict.items) {
    item.status = Status::approved;
    item.residual.clear();
    item.ignored.clear();
    item.counted = {{"alice@example.com", record_id("d1"), Rung::exact, Assurance::key}};
  }
  report.verdict.items[2].status = Status::not_applicable;
  report.verdict.items[2].counted.clear();
  return report;
}

/// What a stranger could write to break out of any of the formats.
inline std::string evil() {
  return "\x1b[2J\r\n::set-output name=a::b\n##[add-mask]x\n<script>alert(1)</script> ]]> | `x` "
         "``` @everyone #1 !2 ~bug [a](javascript:x) ![i](https://evil.example/i.png) "
         "https://evil.example www.evil.example \"'&lt; \\| \u202etxt.exe\u202c \u200b \xff\xc3( "
         "%0A";
}

/// `blocked_ci` with `evil` wherever a stranger can write, in block or in warning mode.
inline core::Report hostile_ci() {
  core::Report report = blocked_ci();
  report.check_name = "sallyport/" + evil();
  report.selection = evil();
  report.policy->source = evil();
  report.target = "refs/heads/" + evil();
  report.next = {"sallyport signoff " + evil()};
  core::Verdict& verdict = report.verdict;
  report.warnings = {evil()};
  verdict.tools[0].id = evil();
  verdict.rules[0].name = evil();
  verdict.rules[0].conditions = {at_least(Metric::recent_ai_lines, 640, 400)};
  verdict.rules[0].landed = {40, 0, evil(), false};
  verdict.rules[0].position.source = evil();
  for (core::CommitAttribution& commit : verdict.commits) {
    commit.subject = evil();
    commit.tool = evil();
    commit.evidence.push_back(claude_trailer());
    commit.evidence.back().value = evil();
    commit.evidence.back().rule = evil();
  }
  for (core::FileAttribution& file : verdict.files) {
    file.path += evil();
  }
  for (core::ItemResult& item : verdict.items) {
    item.id += evil();
    item.title = evil();
    item.text = evil();
    item.questions = {{evil(), evil(), 3}};
    item.approvers = {evil()};
    item.ignored = {{evil(), evil(), no_match(evil())}};
    item.residual.clear();
    item.landing_shortfall = {1, 1, false, alone(evil())};
  }
  return report;
}

/// `count` files with AI in them, and a hundred ranges in the first.
inline core::Report huge_ci(int count) {
  core::Report report = blocked_ci();
  report.verdict.items[1].residual.clear();
  report.verdict.files.clear();
  for (int i = 0; i < count; ++i) {
    report.verdict.files.push_back(
        ai_file("src/generated/file-" + std::to_string(100'000 + i) + ".cc",
                {{1, 10 + i % 7, "claude-code"}}));
  }
  core::FileAttribution& first = report.verdict.files.front();
  for (int i = 1; i < 100; ++i) {
    first.ai_lines.push_back({20 * i, 20 * i + 9, "claude-code"});
    first.ai += 10;
  }
  return report;
}

}  // namespace sallyport::report::sample
