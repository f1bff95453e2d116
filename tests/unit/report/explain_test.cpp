#include "report/report.hpp"
#include "util/text.hpp"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>
#include <string>

namespace sallyport::report::explain_test {
namespace {

const DetectRules& rules() {
  static const DetectRules k_rules{
      {"cursor/author",
       {"cursor/author", "cursor", core::EvidenceKind::author_email, "", "x",
        core::Strength::decisive, "commits of its cloud agent", "none known"}}};
  return k_rules;
}

core::Report report_with_titles() {
  core::Report report;
  report.tool_titles = {{"cursor", "Cursor"}};
  return report;
}

core::FileStory story() {
  core::FileStory story;
  story.path = "src/a.c";
  story.commits.resize(2);
  story.commits[0].id = core::parse_oid("1111111111111111111111111111111111111111");
  story.commits[0].subject = "Add a\x1b[2J";
  story.commits[0].origin = core::Origin::ai;
  story.commits[0].tool = "cursor";
  story.commits[0].lines = 9;
  story.commits[0].evidence = {{"cursor/author", "cursor", core::EvidenceKind::author_email,
                                core::Strength::decisive, core::Position::author,
                                "agent@cursor.example"}};
  story.commits[1].subject = "";
  story.runs = {{1, 9, {0, 0}}, {10, 1, {1, 1}}, {11, 1, {0, 1}}};
  return story;
}

TEST_CASE("each run of lines is told with its commit, origin and tool") {
  const core::Report report = report_with_titles();

  CHECK(render_story({report, rules()}, story(), {}) ==
        "policy: none\n"
        "file:   src/a.c, 11 lines, 10 of them by AI\n"
        "          1-9  111111111111  ai by Cursor: Add a\\x1b[2J\n"
        "           10  staged        undeclared: \n"
        "           11  111111111111  ai by Cursor: Add a\\x1b[2J\n");
}

TEST_CASE("of one line everything is told: both commits, evidence, weight, source and opt-out") {
  const core::Report report = report_with_titles();
  const std::string text = render_story({report, rules()}, core::story_of_line(story(), 11), {});

  INFO(text);
  CHECK(text.find("line:   src/a.c:11\ncounts: ai by Cursor\nintroduced by:\n") !=
        std::string::npos);
  CHECK(text.find("cursor/author: counted\n") != std::string::npos);
  CHECK(text.find("author-email, decisive, at author: agent@cursor.example\n") !=
        std::string::npos);
  CHECK(text.find("seen in   commits of its cloud agent\n") != std::string::npos);
  CHECK(text.find("left out  none known\n") != std::string::npos);
  CHECK(text.find("last touched by:\nstaged  undeclared") != std::string::npos);
}

TEST_CASE("a story as JSON has the runs, and the commits with weight and source") {
  const core::Report report = report_with_titles();
  const auto json = nlohmann::json::parse(render_story_json({report, rules()}, story()));

  CHECK(json["schema"] == "sallyport.explain/1");
  CHECK(json["path"] == "src/a.c");
  CHECK(json["line"].is_null());
  REQUIRE(json["runs"].size() == 3);
  CHECK(json["runs"][0]["last_line"] == 9);
  CHECK(json["runs"][0]["tool"] == "cursor");
  CHECK(json["runs"][1]["introduced_by"].is_null());
  CHECK(json["runs"][2]["origin"] == "ai");
  CHECK(json["runs"][2]["touched_by"].is_null());
  const auto& evidence = json["commits"][0]["evidence"][0];
  CHECK(evidence["weight"] == "counted");
  CHECK(evidence["source"] == "commits of its cloud agent");
  CHECK(evidence["opt_out"] == "none known");
}

}  // namespace
}  // namespace sallyport::report::explain_test
