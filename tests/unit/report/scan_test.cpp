#include "report/report.hpp"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>
#include <string>

namespace sallyport::report::scan_test {
namespace {

core::Scan two_months() {
  core::Scan scan;
  scan.commits = 12;
  scan.merges = 1;
  scan.added = 1100;
  scan.deleted = 200;
  scan.lines = {300, 700, 0};
  scan.origins = {{core::Origin::ai, 4}, {core::Origin::undeclared, 8}};
  scan.months["2026-01"] = {5, 0, 400, 100, {0, 400, 0}};
  scan.months["2026-02"] = {7, 4, 700, 100, {300, 300, 0}};
  scan.tools["claude-code"] = {"claude-code", 3, 200};
  scan.tools["cursor"] = {"cursor", 1, 100};
  scan.folders[""] = {0, 10, 0};
  scan.folders["src"] = {300, 690, 0};
  return scan;
}

TEST_CASE("a scan is one screen of totals, months, tools and folders") {
  const std::string text = render_scan(two_months(),
                                       {"the history of HEAD",
                                        "main:.sallyport/policy.toml",
                                        {},
                                        {{"claude-code", "Claude Code"}, {"cursor", "Cursor"}}},
                                       {});

  CHECK(text ==
        "scanned: the history of HEAD\n"
        "policy:  main:.sallyport/policy.toml\n"
        "commits: 12 (1 merge); 4 ai, 0 mixed, 0 automation, 8 undeclared\n"
        "lines:   1100 added, 200 deleted\n"
        "by AI:   30 %, 300 of 1000 effective lines; 700 undeclared, 0 human\n"
        "month                       commits       lines       by AI   share\n"
        "  2026-01                         5         400           0     0 %\n"
        "  2026-02                         7         600         300    50 %\n"
        "tool                        commits       lines\n"
        "  Claude Code                     3         200\n"
        "  Cursor                          1         100\n"
        "folder                                    lines       by AI   share\n"
        "  src                                       990         300    30 %\n"
        "  (root)                                     10           0     0 %\n");
}

TEST_CASE("a scan of decades stays one screen") {
  core::Scan scan = two_months();
  for (int year = 1000; year < 1100; ++year) {
    scan.months[std::to_string(year) + "-01"] = {1, 0, 1, 0, {0, 1, 0}};
    scan.folders[std::to_string(year)] = {0, 1, 0};
  }

  const std::string text = render_scan(scan, {"all", "built-in", {"something is missing"}}, {});

  CHECK(std::count(text.begin(), text.end(), '\n') <= 30);
  CHECK(text.find("and 94 earlier months\n") != std::string::npos);
  CHECK(text.find("and 97 more folders\n") != std::string::npos);
  CHECK(text.find("warning: something is missing\n") != std::string::npos);
}

TEST_CASE("a scan as JSON has totals, months, tools, folders and its commits") {
  core::ScannedCommit commit;
  commit.attribution.id = core::parse_oid("1111111111111111111111111111111111111111");
  commit.attribution.origin = core::Origin::ai;
  commit.attribution.tool = "cursor";
  commit.attribution.lines = 100;
  commit.added = 101;
  commit.deleted = 3;
  commit.time = util::Time(std::chrono::seconds(1'767'225'600));
  const std::string one = render_scanned_commit_json(commit);
  CHECK(
      one ==
      R"({"id":"1111111111111111111111111111111111111111","origin":"ai","tool":"cursor",)"
      R"("lines":100,"ai":0,"evidence":[],"added":101,"deleted":3,"time":"2026-01-01T00:00:00Z"})");

  const auto json = nlohmann::json::parse(
      render_scan_json(two_months(), {"HEAD", "built-in", {"w"}}, one + "," + one));

  CHECK(json["schema"] == "sallyport.scan/1");
  CHECK(json["totals"]["origins"]["undeclared"] == 8);
  CHECK(json["totals"]["lines"]["effective"] == 1000);
  CHECK(json["by_month"][1]["month"] == "2026-02");
  CHECK(json["by_month"][1]["ai_commits"] == 4);
  CHECK(json["by_tool"][0]["id"] == "claude-code");
  CHECK(json["by_folder"][0]["folder"] == "src");
  CHECK(json["by_folder"][1]["lines"]["undeclared"] == 10);
  CHECK(json["warnings"][0] == "w");
  CHECK(json["commits"].size() == 2);
}

TEST_CASE("a scan of nothing is valid JSON") {
  const auto json = nlohmann::json::parse(render_scan_json({}, {"A..A", "built-in", {}}, ""));

  CHECK(json["commits"].empty());
  CHECK(json["totals"]["commits"] == 0);
}

}  // namespace
}  // namespace sallyport::report::scan_test
