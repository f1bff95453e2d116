#include "report/report.hpp"
#include "unit/report/golden.hpp"
#include "unit/report/sample_ci.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <string>
#include <utility>
#include <vector>

namespace sallyport::report::ci_formats_test {
namespace {

using nlohmann::json;

constexpr TextStyle k_plain{};

/// Formats by the end of their files' names.
const std::vector<std::pair<std::string, std::string (*)(const core::Report&, const TextStyle&)>>&
ci_formats() {
  static const std::vector<
      std::pair<std::string, std::string (*)(const core::Report&, const TextStyle&)>>
      formats{{"sarif", render_sarif},        {"code-quality.json", render_code_quality},
              {"junit.xml", render_junit},    {"md", render_markdown},
              {"comment.md", render_comment}, {"github", render_github},
              {"html", render_html},          {"status.json", render_commit_status}};
  return formats;
}

std::vector<std::pair<std::string, core::Report>> samples() {
  return {{"blocked-ci", sample::blocked_ci()}, {"pending-ci", sample::pending_ci()},
          {"warn-ci", sample::warn_ci()},       {"error-ci", sample::error_ci()},
          {"pass-ci", sample::pass_ci()},       {"hostile-ci", sample::hostile_ci()},
          {"no-policy-ci", sample::no_policy()}};
}

json sarif_run(const core::Report& report) {
  return json::parse(render_sarif(report, k_plain)).at("runs").at(0);
}

using Totals = std::vector<unsigned long long>;

Totals claimed_totals(const pugi::xml_node& suite) {
  return {suite.attribute("tests").as_ullong(), suite.attribute("failures").as_ullong(),
          suite.attribute("errors").as_ullong(), suite.attribute("skipped").as_ullong()};
}

Totals counted_totals(const pugi::xml_node& suite) {
  return {suite.select_nodes("testcase").size(), suite.select_nodes("testcase/failure").size(),
          suite.select_nodes("testcase/error").size(),
          suite.select_nodes("testcase/skipped").size()};
}

json status(const core::Report& report) {
  return json::parse(render_commit_status(report, k_plain));
}

std::int64_t count(std::string_view text, std::string_view part) {
  std::int64_t found = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

}  // namespace

TEST_CASE("each sample is written in each format as its golden file says") {
  for (const auto& [name, report] : samples()) {
    for (const auto& [ending, render] : ci_formats()) {
      const std::string text = render(report, k_plain);
      std::string file = name;
      file.append(".").append(ending);
      INFO(file);
      CHECK(text == golden(file, text));
    }
  }
}

TEST_CASE("every format has a name of its own") {
  std::vector<std::string> names;
  for (const Format& format : k_formats) {
    names.emplace_back(format.name);
  }
  CHECK(names == std::vector<std::string>{"text", "json", "sarif", "code-quality", "junit",
                                          "markdown", "comment", "github", "html",
                                          "commit-status"});
}

TEST_CASE("SARIF points to the largest AI range of each file, largest file first") {
  const json run = sarif_run(sample::pending_ci());
  REQUIRE(run.at("results").size() == 10);
  const json& first = run.at("results").at(0);
  const json& place = first.at("locations").at(0).at("physicalLocation");
  CHECK(first.at("ruleId") == "sallyport/scalability");
  CHECK(first.at("level") == "error");
  CHECK(place.at("artifactLocation").at("uri") == "src/queue.cc");
  CHECK(place.at("region") == json{{"startLine", 150}, {"endLine", 399}});
  CHECK(first.at("relatedLocations").size() == 2);
  CHECK(run.at("results").at(1).at("ruleId") == "sallyport/security");
  CHECK(run.at("results")
            .at(4)
            .at("locations")
            .at(0)
            .at("physicalLocation")
            .at("artifactLocation")
            .at("uri") == "src/settings%20page%2C1%3A2.html");
}

TEST_CASE("SARIF locates deleted and opaque files without lines") {
  const json run = sarif_run(sample::pending_ci());
  const json last = run.at("results").at(9).at("locations").at(0).at("physicalLocation");
  CHECK(last.at("artifactLocation").at("uri") == "src/old.cc");
  CHECK_FALSE(last.contains("region"));
}

TEST_CASE("each SARIF result names a rule of its run by id and index") {
  for (const auto& [name, report] : samples()) {
    const json run = sarif_run(report);
    const json& rules = run.at("tool").at("driver").at("rules");
    for (const json& result : run.at("results")) {
      INFO(name);
      CHECK(rules.at(result.at("ruleIndex").get<std::size_t>()).at("id") == result.at("ruleId"));
    }
  }
}

TEST_CASE("a SARIF fingerprint stays when lines move and differs by item and path") {
  core::Report report = sample::pending_ci();
  const json before = sarif_run(report).at("results");
  for (core::FileAttribution& file : report.verdict.files) {
    for (core::LineRange& range : file.ai_lines) {
      range.first += 5;
      range.last += 5;
    }
  }
  const json after = sarif_run(report).at("results");
  std::vector<std::string> seen;
  for (std::size_t i = 0; i < before.size(); ++i) {
    CHECK(before.at(i).at("partialFingerprints") == after.at(i).at("partialFingerprints"));
    seen.push_back(before.at(i).at("partialFingerprints").dump());
  }
  std::sort(seen.begin(), seen.end());
  CHECK(std::adjacent_find(seen.begin(), seen.end()) == seen.end());
}

TEST_CASE("SARIF warns where the policy only warns, and is empty where the change passes") {
  CHECK(sarif_run(sample::warn_ci()).at("results").at(0).at("level") == "warning");
  CHECK(sarif_run(sample::pass_ci()).at("results").empty());
  CHECK(sarif_run(sample::pass_ci()).at("invocations").at(0).at("executionSuccessful") == true);
  CHECK(sarif_run(sample::error_ci()).at("invocations").at(0).at("executionSuccessful") == false);
}

TEST_CASE("an item whose reviews hold a part of the change points to the rest") {
  const json entries = json::parse(render_code_quality(sample::blocked_ci(), k_plain));
  std::vector<std::string> paths;
  for (const json& entry : entries) {
    if (entry.at("check_name") == "sallyport/scalability") {
      paths.push_back(entry.at("location").at("path"));
    }
  }
  CHECK(paths == std::vector<std::string>{"src/queue.cc", "src/retry.cc"});
}

TEST_CASE("an open item is reported even where the change has no file") {
  core::Report report = sample::blocked_ci();
  report.verdict.files.clear();
  const json entries = json::parse(render_code_quality(report, k_plain));
  REQUIRE(entries.size() == 2);
  CHECK(entries.at(0).at("location").at("path") == ".sallyport/policy.toml");
  CHECK(sarif_run(report).at("results").size() == 2);
}

TEST_CASE("of 100,000 files at most 5,000 results are written, and the last says so") {
  const core::Report report = sample::huge_ci(100'000);
  const json run = sarif_run(report);
  REQUIRE(run.at("results").size() == 5000);
  CHECK_THAT(run.at("results").at(4999).at("message").at("text").get<std::string>(),
             Catch::EndsWith("; 195000 more results left out"));
  CHECK(run.at("results").at(0).at("relatedLocations").size() == 20);
  const json entries = json::parse(render_code_quality(report, k_plain));
  REQUIRE(entries.size() == 5000);
  CHECK_THAT(entries.at(4999).at("description").get<std::string>(),
             Catch::EndsWith("; 195000 more results left out"));
}

TEST_CASE("JUnit counts what its test cases say") {
  for (const auto& [name, report] : samples()) {
    pugi::xml_document document;
    REQUIRE(document.load_string(render_junit(report, k_plain).c_str()));
    const pugi::xml_node suite = document.child("testsuites").child("testsuite");
    INFO(name);
    CHECK(claimed_totals(suite) == counted_totals(suite));
  }
}

TEST_CASE("JUnit has a case for the verdict where no item is there") {
  core::Report report = sample::no_policy();
  pugi::xml_document document;
  REQUIRE(document.load_string(render_junit(report, k_plain).c_str()));
  CHECK(std::string(document.select_node("//testcase").node().attribute("name").value()) ==
        "verdict");
  report.verdict.outcome = core::Outcome::error;
  report.verdict.warnings = {"the branch cannot be read"};
  REQUIRE(document.load_string(render_junit(report, k_plain).c_str()));
  CHECK(std::string(document.select_node("//testcase/error").node().child_value()) ==
        "the branch cannot be read\n");
}

TEST_CASE("a refusal that no item stands for is told in every format") {
  core::Report report = sample::no_policy();
  report.gate = core::Gate::pre_receive;
  report.note = "the sign-off log may only grow";
  report.verdict.outcome = core::Outcome::blocked;
  pugi::xml_document document;
  REQUIRE(document.load_string(render_junit(report, k_plain).c_str()));
  CHECK(std::string(document.select_node("//testcase/failure/@message").attribute().value()) ==
        "refused: the sign-off log may only grow");
  CHECK(sarif_run(report)
            .at("invocations")
            .at(0)
            .at("toolExecutionNotifications")
            .at(0)
            .at("message")
            .at("text") == "refused: the sign-off log may only grow");
  CHECK(json::parse(render_commit_status(report, k_plain)) ==
        json{{"state", "failure"},
             {"context", "sallyport"},
             {"description", "refused: the sign-off log may only grow"}});
  CHECK(render_github(report, k_plain) ==
        "::error title=sallyport::refused: the sign-off log may only grow\n");
  CHECK(count(render_markdown(report, k_plain), "refused: the sign-off log may only grow") == 1);
  CHECK(count(render_html(report, k_plain), "refused: the sign-off log may only grow") == 2);
}

TEST_CASE("where nothing was judged every format says why") {
  core::Report report = sample::no_policy();
  report.note = "a deletion brings nothing in";
  CHECK(render_github(report, k_plain) ==
        "::notice title=sallyport::pass: nothing to judge: a deletion brings nothing in\n");
  CHECK(json::parse(render_commit_status(report, k_plain)).at("state") == "success");
  report.note = "the sign-off log may only grow";
  report.verdict.outcome = core::Outcome::warn;
  CHECK(render_github(report, k_plain) ==
        "::warning title=sallyport::would be refused: the sign-off log may only grow\n");
}

TEST_CASE("annotations are at most ten of a kind, and the last says how many more") {
  const std::string text = render_github(sample::huge_ci(1000), k_plain);
  CHECK(count(text, "::error ") == 10);
  CHECK_THAT(text, Catch::EndsWith("and 991 more, see the summary\n"));
  CHECK(text.starts_with("::error title=sallyport/main::change blocked: 2 of 3 review items open"));
}

TEST_CASE("every line of the annotations is one of our commands") {
  for (const auto& [name, report] : samples()) {
    const std::string text = render_github(report, k_plain);
    for (const std::string_view line : util::split_lines(text)) {
      INFO(name << ": " << line);
      CHECK((line.starts_with("::error ") || line.starts_with("::warning ") ||
             line.starts_with("::notice ")));
    }
  }
}

TEST_CASE("what would end a workflow command is escaped") {
  CHECK(escape_command_message("50%\r\na:b,c") == "50%25%0D%0Aa:b,c");
  CHECK(escape_command_property("50%\r\na:b,c") == "50%25%0D%0Aa%3Ab%2Cc");
}

TEST_CASE("guarded text stands between a stop and its end") {
  const std::string token = "0123456789abcdef";
  CHECK(guard_workflow_commands("::error::x\n", token) ==
        "::stop-commands::0123456789abcdef\n::error::x\n::0123456789abcdef::\n");
  CHECK(guard_workflow_commands("no end", token) ==
        "::stop-commands::0123456789abcdef\nno end\n::0123456789abcdef::\n");
  CHECK(guard_workflow_commands("", token) ==
        "::stop-commands::0123456789abcdef\n::0123456789abcdef::\n");
}

TEST_CASE("a token that could be guessed or is in the text guards nothing") {
  CHECK_THROWS_AS(guard_workflow_commands("x", "short"), util::Error);
  CHECK_THROWS_AS(guard_workflow_commands("x", "0123456789abcde\n"), util::Error);
  CHECK_THROWS_AS(guard_workflow_commands("::0123456789abcdef::\n::error::x", "0123456789abcdef"),
                  util::Error);
}

TEST_CASE("a commit status that waits says for whom") {
  CHECK(status(sample::pending_ci()) ==
        json{{"state", "pending"},
             {"context", "sallyport/main"},
             {"description", "2 of 3 review items open: scalability pending, by @scalability"}});
  CHECK(status(sample::no_policy()).at("context") == "sallyport");
}

TEST_CASE("a commit status fails on a refusal and passes where the policy only warns") {
  CHECK(status(sample::blocked_ci()).at("state") == "failure");
  CHECK(status(sample::warn_ci()).at("state") == "success");
  CHECK(status(sample::pass_ci()).at("state") == "success");
  CHECK(status(sample::error_ci()).at("state") == "error");
}

TEST_CASE("a commit status is described in at most 140 characters") {
  core::Report report = sample::pending_ci();
  report.verdict.items[1].approvers = {std::string(300, 'x')};
  const std::string description =
      json::parse(render_commit_status(report, k_plain)).at("description");
  CHECK(description.size() == 140);
  CHECK(description.ends_with("xxx..."));
}

TEST_CASE("no format lets a stranger's control, bidirectional or broken bytes through") {
  for (const auto& [ending, render] : ci_formats()) {
    const std::string text = render(sample::hostile_ci(), k_plain);
    INFO(ending);
    for (const std::string_view line : util::split_lines(text)) {
      CHECK(util::printable(line) == line);
    }
  }
}

}  // namespace sallyport::report::ci_formats_test
