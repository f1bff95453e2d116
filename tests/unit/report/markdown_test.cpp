#include "report/markdown.hpp"

#include "report/report.hpp"
#include "unit/report/sample_ci.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace sallyport::report::markdown_test {

TEST_CASE("markup in words is escaped") {
  CHECK(escape_markdown("a *b* _c_ `d` [e](f) ~g~") ==
        R"(a \*b\* \_c\_ \`d\` \[e\](f) \~&#8203;g\~)");
  CHECK(escape_markdown(R"(back\slash)") == R"(back\\slash)");
  CHECK(escape_markdown("").empty());
}

TEST_CASE("HTML and table cells in words become entities") {
  CHECK(escape_markdown("<b> & | c") == "&#60;b&#62; &#38; &#124; c");
}

TEST_CASE("mentions, references and addresses in words are broken by an invisible space") {
  CHECK(escape_markdown("@team") == "@&#8203;team");
  CHECK(escape_markdown("see #7") == R"(see \#&#8203;7)");
  CHECK(escape_markdown("GH-7") == "GH-&#8203;7");
  CHECK(escape_markdown("https://a.example") == "https:&#8203;//a.example");
  CHECK(escape_markdown("www.a.example") == "www&#8203;.a.example");
}

TEST_CASE("words at the beginning of a line start no list and no heading") {
  CHECK(escape_markdown("- a") == R"(\- a)");
  CHECK(escape_markdown("+ a") == R"(\+ a)");
  CHECK(escape_markdown("12. a") == R"(12\. a)");
  CHECK(escape_markdown("12) a") == R"x(12\) a)x");
  CHECK(escape_markdown("=== a") == R"(\=== a)");
  CHECK(escape_markdown("# a") == R"(\# a)");
  CHECK(escape_markdown("> a") == "&#62; a");
}

TEST_CASE("words stay on one line, printable and short") {
  CHECK(escape_markdown("  a\n\n  b  ") == "a b");
  CHECK(escape_markdown("\xe2\x80\xae") == R"(\\xe2\\x80\\xae)");
  CHECK(escape_markdown(std::string(3000, 'a')) == std::string(2000, 'a') + "...");
}

TEST_CASE("code stands in backticks, or in entities where those could be broken") {
  CHECK(code_span("src/a_b.cc") == "`src/a_b.cc`");
  CHECK(code_span("a`b") == "<code>a&#96;b</code>");
  CHECK(code_span("a|b") == "<code>a&#124;b</code>");
  CHECK(code_span(R"(a\)") == "<code>a&#92;</code>");
  CHECK(code_span("`</code>") == "<code>&#96;&#60;&#47;code&#62;</code>");
  CHECK(code_span("").empty());
}

TEST_CASE("a fence is longer than any run of backticks in it") {
  CHECK(fenced(std::vector<std::string>{"a"}, "sh") == "```sh\na\n```\n");
  CHECK(fenced(std::vector<std::string>{"````", "b"}, "text") == "`````text\n````\nb\n`````\n");
  CHECK(fenced(std::vector<std::string>{"a\n```"}, "sh") == "````sh\na\\x0a```\n````\n");
}

TEST_CASE("blocks end at the first that does not fit") {
  Blocks blocks(5);
  blocks.add("ab\n");
  CHECK(blocks.complete());
  blocks.add("cde\n");
  blocks.add("f\n");
  CHECK_FALSE(blocks.complete());
  CHECK(blocks.text() == "ab\n");
}

TEST_CASE("a summary of any size fits into 1 MiB and still ends with the next command") {
  core::Report report = sample::blocked_ci();
  report.verdict.warnings.assign(2000, std::string(1500, 'w'));
  const std::string summary = render_markdown(report, TextStyle{});
  CHECK(summary.size() <= 1'048'576);
  CHECK(summary.size() > 1'024'000);
  CHECK_THAT(summary, Catch::Contains("The summary is too long for this place and ends here"));
  CHECK_THAT(summary, Catch::EndsWith("FETCH_HEAD\n```\n\nWhy, in full: `sallyport explain`\n"));
}

TEST_CASE("a comment is the summary, in what a comment may hold, and two lines for a pass") {
  core::Report report = sample::blocked_ci();
  CHECK(render_comment(report, TextStyle{}) == render_markdown(report, TextStyle{}));
  report.verdict.warnings.assign(2000, std::string(1500, 'w'));
  const std::string comment = render_comment(report, TextStyle{});
  CHECK(comment.size() <= 65'000);
  CHECK(comment.size() > 60'000);
  CHECK_THAT(comment, Catch::EndsWith("FETCH_HEAD\n```\n\nWhy, in full: `sallyport explain`\n"));
  CHECK(render_comment(sample::pass_ci(), TextStyle{}) ==
        "sallyport/main: pass: 2 review items met\n\n640 of 830 lines by Claude Code, Cursor and 1 "
        "more tool in 4 of 7 commits; limit 400\n");
}

TEST_CASE("of many files the summary shows the 20 largest") {
  const std::string summary = render_markdown(sample::huge_ci(100'000), TextStyle{});
  CHECK(summary.size() < 65'536);
  CHECK_THAT(summary, Catch::Contains("\nand 99980 more\n"));
}

}  // namespace sallyport::report::markdown_test
