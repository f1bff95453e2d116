#include "report/words.hpp"

#include "report/page.hpp"
#include "report/report.hpp"

#include <catch2/catch.hpp>

namespace sallyport::report {
namespace {

core::Verdict verdict_with_rule(const std::string& because, bool matched = true) {
  core::Verdict verdict;
  verdict.metrics.ai = 640;
  verdict.rules = {{"large AI change", {"policy.toml", 3, 1}, matched, because}};
  return verdict;
}

TEST_CASE("a commit of which a note names some lines is an AI's in part") {
  core::CommitAttribution commit;
  CHECK(origin_phrase(commit) == "undeclared");
  commit.tool = "codex";
  CHECK(origin_phrase(commit) == "undeclared, in part by Codex");
  commit.origin = core::Origin::mixed;
  CHECK(origin_phrase(commit) == "mixed by Codex");
}

}  // namespace

TEST_CASE("tools are shown by their product names, unknown ones as they are") {
  CHECK(tool_name("claude-code") == "Claude Code");
  CHECK(tool_name("figma-make") == "Figma Make");
  CHECK(tool_name("base44") == "Base44");
  CHECK(tool_name("acme-coder") == "acme-coder");
  CHECK(tool_name("a\x1b[m") == "a\\x1b[m");
}

TEST_CASE("the limit on AI lines is read from a matched rule that measured the whole change") {
  CHECK(ai_limit(verdict_with_rule("ai_lines 640 >= 400")) == "400");
  CHECK(ai_limit(verdict_with_rule("files 3 > 2, ai_lines 640 > 99")) == "99");
  CHECK(ai_limit(verdict_with_rule("ai_lines 640 >= 400", false)).empty());
  CHECK(ai_limit(verdict_with_rule("ai_lines 64 >= 40")).empty());
  CHECK(ai_limit(verdict_with_rule("recent_ai_lines 640 >= 400")).empty());
  CHECK(ai_limit(verdict_with_rule("ai_lines 640 <= 700")).empty());
  CHECK(ai_limit(verdict_with_rule("ai_lines 640 >=")).empty());
}

TEST_CASE("the size names the tools and the commits that they worked on") {
  core::Verdict verdict = verdict_with_rule("");
  verdict.metrics.effective = 830;
  verdict.tools = {{"claude-code", 1, 600}, {"cursor", 1, 40}};
  CHECK(size_phrase(verdict) == "640 of 830 lines by Claude Code and Cursor");
  verdict.commits.resize(2);
  verdict.commits[0].origin = core::Origin::mixed;
  verdict.tools.push_back({"replit", 1, 0});
  CHECK(size_phrase(verdict) ==
        "640 of 830 lines by Claude Code, Cursor and 1 more tool in 1 of 2 commits");
}

TEST_CASE("a change without a marker is never called human") {
  core::Verdict verdict;
  verdict.metrics.effective = 1;
  CHECK(size_phrase(verdict) == "1 line, no AI marker found");
  verdict.commits.resize(3);
  CHECK(size_phrase(verdict) == "1 line, no AI marker found in 3 commits");
}

TEST_CASE("each gate stops a commit, a push or a change") {
  CHECK(stopped_thing("pre-commit") == "commit");
  CHECK(stopped_thing("commit-msg") == "commit");
  CHECK(stopped_thing("pre-merge-commit") == "commit");
  CHECK(stopped_thing("pre-push") == "push");
  CHECK(stopped_thing("pre-receive") == "push");
  CHECK(stopped_thing("ci") == "change");
  CHECK(stopped_thing("check") == "change");
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
  REQUIRE(formats().size() > 2);
  CHECK(formats()[0].name == "text");
  CHECK(formats()[1].name == "json");
  core::Report report;
  report.gate = "check";
  CHECK(
      formats()[1]
          .render(report, TextStyle{})
          .starts_with(
              R"({"schema":"sallyport.verdict/1","gate":"check","verdict":"pass","lands":false,"policy":null,)"));
}

}  // namespace sallyport::report
