#include "report/report.hpp"
#include "unit/report/sample.hpp"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

namespace sallyport::report::policy_test {
namespace {

core::CaseResult as_expected() {
  core::CaseResult result;
  result.expected.name = "small changes pass";
  result.expected.position = {"cases.toml", 1, 1};
  return result;
}

core::CaseResult not_as_expected() {
  core::CaseResult result;
  result.expected.name = "large changes\x1b[31m pass";
  result.expected.position = {"cases.toml", 9, 1};
  result.expected.items = {{"security", core::Status::approved}};
  result.verdict.outcome = core::Outcome::blocked;
  result.verdict.metrics.effective = 640;
  result.verdict.metrics.ai = 640;
  result.verdict.tools = {{"claude-code", 1, 640}};
  result.verdict.rules = {
      sample::rule("large AI change", 14, sample::at_least(core::Metric::ai_lines, 640, 400)),
      sample::rule("large deletion", 20, sample::at_least(core::Metric::deleted_lines, 0, 9))};
  result.verdict.items = {sample::item("security", "Security review", core::Status::pending)};
  result.disagreements = {core::Disagreement{}};
  return result;
}

core::PolicyTest tried() {
  return {{".sallyport/policy.toml", "abcd", "acme/widgets"},
          {as_expected(), not_as_expected()},
          {{"claude-code", "Claude Code"}}};
}

TEST_CASE("a tried policy is told case by case, and at last in numbers") {
  CHECK(render_policy_test(tried(), {}, TestDetail::all_cases) ==
        "ok      small changes pass\n"
        "FAILED  large changes\\x1b[31m pass (cases.toml:9)\n"
        "  expected verdict pass, came blocked\n"
        "  size      640 of 640 lines by Claude Code\n"
        "  matched   'large AI change' (.sallyport/policy.toml:14): ai_lines 640 >= 400\n"
        "  [ ] security  pending, by @security\n"
        "1 of 2 cases as expected, 1 not, under .sallyport/policy.toml\n");
}

TEST_CASE("where only failures are wanted, success is silent") {
  core::PolicyTest test = tried();
  CHECK(render_policy_test(test, {}, TestDetail::failed_cases).find("ok") == std::string::npos);
  test.results.pop_back();
  CHECK(render_policy_test(test, {}, TestDetail::failed_cases).empty());
  CHECK(count_failed(test) == 0);
}

TEST_CASE("a case that no rule matched says why not") {
  core::CaseResult result = not_as_expected();
  result.verdict.rules.erase(result.verdict.rules.begin());
  const std::string text = render_policy_test({{}, {result}, {}}, {}, TestDetail::all_cases);
  CHECK(text.find("  no match  'large deletion' (.sallyport/policy.toml:20): deleted_lines 0 "
                  "not") != std::string::npos);
}

TEST_CASE("a tried policy as JSON has every case with what was expected and what came") {
  const auto json = nlohmann::json::parse(render_policy_test_json(tried()));
  CHECK(json["schema"] == "sallyport.policy-test/1");
  CHECK(json["policy"]["sha256"] == "abcd");
  CHECK(json["passed"] == 1);
  CHECK(json["failed"] == 1);
  CHECK(json["cases"][0]["ok"] == true);
  const auto& failed = json["cases"][1];
  CHECK(failed["source"] == "cases.toml:9");
  CHECK(failed["ok"] == false);
  CHECK(failed["expected"]["verdict"] == "pass");
  CHECK(failed["expected"]["items"]["security"] == "approved");
  CHECK(failed["expected"]["only"] == false);
  CHECK(failed["verdict"] == "blocked");
  CHECK(failed["disagreements"][0] == "expected verdict pass, came blocked");
  CHECK(failed["rules"][0]["because"] == "ai_lines 640 >= 400");
  CHECK(failed["items"][0]["status"] == "pending");
}

TEST_CASE("a report of what was assumed says so in its headline and its JSON") {
  core::Report report = sample::small_pass();
  CHECK(nlohmann::json::parse(render_json(report, {})).count("assumed") == 0);
  report.assumed = {"approve:security=bob@example.com"};
  CHECK(render_text(report, {}).starts_with("sallyport: simulated: pass: "));
  CHECK(nlohmann::json::parse(render_commit_status(report, {}))["description"]
            .get<std::string>()
            .starts_with("simulated: pass"));
  CHECK(nlohmann::json::parse(render_json(report, {}))["assumed"][0] ==
        "approve:security=bob@example.com");
  core::Report blocked = sample::blocked_push();
  blocked.assumed = report.assumed;
  CHECK(render_text(blocked, {}).starts_with("sallyport: simulated: push blocked: "));
  CHECK(nlohmann::json::parse(render_commit_status(blocked, {}))["description"]
            .get<std::string>()
            .starts_with("simulated: "));
}

}  // namespace
}  // namespace sallyport::report::policy_test
