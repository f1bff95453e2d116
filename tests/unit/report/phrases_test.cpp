#include "report/phrases.hpp"

#include "report/text.hpp"
#include "unit/report/sample.hpp"

#include <catch2/catch.hpp>

namespace sallyport::report::phrases_test {
namespace {

using core::Comparison;
using core::Gate;
using core::Metric;

const core::ToolTitles k_titles{
    {"claude-code", "Claude Code"}, {"codex", "Codex"}, {"cursor", "Cursor"}};

/// A change of 640 AI lines on which one rule put `conditions`.
core::Report report_with(std::vector<core::MeasuredCondition> conditions, bool matched = true) {
  core::Report report;
  report.verdict.metrics.ai = 640;
  core::RuleResult& rule = report.verdict.rules.emplace_back();
  rule.matched = matched;
  rule.conditions = std::move(conditions);
  return report;
}

/// What the size of that change says behind its numbers.
std::string limit_of(const core::Report& report) {
  const std::string size = "640 of 0 lines by AI";
  const std::string text = size_and_limit(report);
  return text.starts_with(size) ? text.substr(size.size()) : text;
}

core::MeasuredCondition measured(Metric metric, std::int64_t value, Comparison comparison,
                                 std::int64_t limit) {
  return {{metric, comparison, limit}, value, true};
}

TEST_CASE("a commit of which a note names some lines is an AI's in part") {
  core::CommitAttribution commit;
  CHECK(origin_phrase(k_titles, commit) == "undeclared");
  commit.tool = "codex";
  CHECK(origin_phrase(k_titles, commit) == "undeclared, in part by Codex");
  commit.origin = core::Origin::mixed;
  CHECK(origin_phrase(k_titles, commit) == "mixed by Codex");
}

}  // namespace

TEST_CASE("tools are shown by their titles, unknown ones as they are") {
  CHECK(tool_name(k_titles, "claude-code") == "Claude Code");
  CHECK(tool_name(k_titles, "acme-coder") == "acme-coder");
  CHECK(tool_name(k_titles, "a\x1b[m") == "a\\x1b[m");
}

TEST_CASE("the limit on AI lines is that of a matched rule that measured the whole change") {
  const auto whole = measured(Metric::ai_lines, 640, Comparison::at_least, 400);
  CHECK(limit_of(report_with({whole})) == "; limit 400");
  CHECK(limit_of(report_with({measured(Metric::files, 3, Comparison::above, 2),
                              measured(Metric::ai_lines, 640, Comparison::above, 99)})) ==
        "; limit 99");
  CHECK(limit_of(report_with({whole}, false)).empty());
  CHECK(limit_of(report_with({measured(Metric::ai_lines, 64, Comparison::at_least, 40)})).empty());
  CHECK(limit_of(report_with({measured(Metric::recent_ai_lines, 640, Comparison::at_least, 400)}))
            .empty());
  CHECK(limit_of(
            report_with({whole, measured(Metric::recent_ai_lines, 640, Comparison::at_least, 400)}))
            .empty());
  CHECK(limit_of(report_with({measured(Metric::ai_lines, 640, Comparison::at_most, 700)})).empty());
}

TEST_CASE("the size names the tools and the commits that they worked on") {
  core::Verdict verdict;
  verdict.metrics.ai = 640;
  verdict.metrics.effective = 830;
  verdict.tools = {{"claude-code", 1, 600}, {"cursor", 1, 40}};
  CHECK(size_phrase(k_titles, verdict) == "640 of 830 lines by Claude Code and Cursor");
  verdict.commits.resize(2);
  verdict.commits[0].origin = core::Origin::mixed;
  verdict.tools.push_back({"replit", 1, 0});
  CHECK(size_phrase(k_titles, verdict) ==
        "640 of 830 lines by Claude Code, Cursor and 1 more tool in 1 of 2 commits");
}

TEST_CASE("a change without a marker is never called human") {
  core::Verdict verdict;
  verdict.metrics.effective = 1;
  CHECK(size_phrase(k_titles, verdict) == "1 line, no AI marker found");
  verdict.commits.resize(3);
  CHECK(size_phrase(k_titles, verdict) == "1 line, no AI marker found in 3 commits");
}

TEST_CASE("each gate stops a commit, a push or a change") {
  CHECK(stopped_by(Gate::pre_commit).thing == "commit");
  CHECK(stopped_by(Gate::commit_msg).thing == "commit");
  CHECK(stopped_by(Gate::pre_merge_commit).thing == "commit");
  CHECK(stopped_by(Gate::pre_push).thing == "push");
  CHECK(stopped_by(Gate::pre_receive).thing == "push");
  CHECK(stopped_by(Gate::ci).thing == "change");
  CHECK(stopped_by(Gate::check).thing == "change");
}

TEST_CASE("a list names what fits and counts the rest") {
  CHECK(list_some({"a", "b"}, 3, 40) == "a, b");
  CHECK(list_some({"a", "b", "c", "d"}, 3, 40) == "a, b, c and 1 more");
  CHECK(list_some({"aaaaaaaaaa", "bbbbbbbbbb"}, 3, 21) == "aaaaaaaaaa and 1 more");
  CHECK(list_some({std::string(50, 'a')}, 3, 10) == "aaaaaaa...");
  CHECK(list_some({}, 3, 10).empty());
}

TEST_CASE("a command is never cut and a line always fits") {
  Page page(TextStyle{});
  const std::string command = "sallyport signoff " + std::string(100, 'x');
  page.command(command);
  page.line(std::string(100, 'y'));
  CHECK(page.text() == "  " + command + "\n" + std::string(77, 'y') + "...\n");
}

TEST_CASE("a paragraph is indented below its label and cut after its lines") {
  Page page(TextStyle{});
  std::string words;
  for (int i = 0; i < 60; ++i) {
    words += i == 0 ? "word" : " word";
  }
  page.paragraph("label: ", words, 2);
  CHECK(page.text() ==
        "label: word word word word word word word word word word word word word "
        "word\n       word word word word word word word word word word word word "
        "word word ...\n");
}

TEST_CASE("text and json are the first formats, in this order") {
  CHECK(k_formats[0].name == "text");
  CHECK(k_formats[1].name == "json");
  const core::Report report;
  CHECK(
      k_formats[1]
          .render(report, TextStyle{})
          .starts_with(
              R"({"schema":"sallyport.verdict/1","gate":"check","verdict":"pass","lands":false,"brought_by":null,"policy":null,)"));
}

}  // namespace sallyport::report::phrases_test
