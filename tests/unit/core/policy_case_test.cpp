#include "core/policy/policy_case.hpp"

#include "unit/core/builders.hpp"

#include <catch2/catch.hpp>

namespace sallyport::core::test::policy_case_test {
namespace {

using Names = std::vector<std::string>;

/// In what the verdict on `expected` is not as it expects, in words.
Names differences(const PolicyCase& expected, const Verdict& verdict) {
  Names words;
  for (const Disagreement& one : disagreements(expected, verdict)) {
    words.push_back(report::phrase({expected, verdict, {}}, one));
  }
  return words;
}

Policy policy_of_team() {
  Policy policy = large_ai_change().policy;
  policy.items[std::string(k_policy_change)] = item_called(std::string(k_policy_change));
  policy.trust_paths = {"infra/ci/**"};
  policy.exclude_paths = {"vendor/**"};
  return policy;
}

PolicyCase case_with(std::vector<CaseFile> files) {
  PolicyCase expected;
  expected.target = "refs/heads/main";
  expected.tool = "claude-code";
  expected.authors = {"alice@example.com"};
  expected.files = std::move(files);
  return expected;
}

Facts facts_of(const PolicyCase& expected) {
  return facts_of(expected, policy_of_team(), large_ai_change().signers, k_now);
}

Verdict verdict_of(const PolicyCase& expected) {
  const Facts facts = facts_of(expected);
  return evaluate(facts, findings_of(expected, facts));
}

TEST_CASE("the lines of a case are measured by origin") {
  PolicyCase expected = case_with({{"src/b.cc", 450, 20, 7, 3}, {"src/a.cc", 0, 5, 0, 0}});
  expected.declared_by = {"bob@example.com"};
  const Verdict verdict = verdict_of(expected);
  CHECK(verdict.metrics.ai == 450);
  CHECK(verdict.metrics.undeclared == 25);
  CHECK(verdict.metrics.human == 7);
  CHECK(verdict.metrics.effective == 482);
  CHECK(verdict.metrics.deleted == 3);
  CHECK(verdict.metrics.files == 2);
  CHECK(verdict.metrics.ai_files == 1);
  CHECK(verdict.metrics.commits == 3);
  REQUIRE(verdict.tools.size() == 1);
  CHECK(verdict.tools[0].id == "claude-code");
}

TEST_CASE("what has no lines is opaque, touched by whom the case says") {
  CaseFile logo{"logo.png"};
  logo.opaque_bytes = 90000;
  logo.touched_by = Origin::ai;
  CaseFile lock{"package-lock.json", 300};
  lock.lock_file = true;
  const Verdict verdict =
      verdict_of(case_with({logo, lock, {"vendor/a.js", 40}, {"old.cc", 0, 0, 0, 12}}));
  CHECK(verdict.metrics.opaque_files == 1);
  CHECK(verdict.metrics.opaque_bytes == 90000);
  CHECK(verdict.metrics.excluded_files == 2);
  CHECK(verdict.metrics.excluded_lines == 340);
  CHECK(verdict.metrics.ai == 0);
  CHECK(verdict.metrics.ai_files == 3);
  CHECK(verdict.metrics.deleted == 12);
  CHECK(verdict.metrics.commits == 2);
}

TEST_CASE("a case may have more commits than its lines need") {
  PolicyCase expected = case_with({{"a.cc", 1}});
  expected.commits = 5;
  CHECK(verdict_of(expected).metrics.commits == 5);
}

TEST_CASE("the trust roots that paths tell ask for policy-change") {
  const Facts facts =
      facts_of(case_with({{".sallyport/policy.toml"}, {"infra/ci/run.sh"}, {"src/a.cc", 1}}));
  CHECK(facts.trust_roots == std::set<std::string>{".sallyport/policy.toml", "infra/ci/run.sh"});
  const Verdict verdict = evaluate(facts, {});
  REQUIRE(verdict.items.size() == 1);
  CHECK(verdict.items[0].id == "policy-change");
  CHECK(verdict.items[0].status == Status::pending);
}

TEST_CASE("every author of a case is a contributor") {
  PolicyCase expected = case_with({{"a.cc", 500}});
  expected.authors = {"alice@example.com", "bob@example.com"};
  Facts facts = facts_of(expected);
  facts.policy.items["security"].independent = true;
  expected.assumed = {*parse_assumption("approve:security=bob@example.com")};
  CHECK(evaluate(facts, findings_of(expected, facts)).outcome == Outcome::blocked);
  expected.assumed = {*parse_assumption("approve:security=carol@example.com")};
  CHECK(evaluate(facts, findings_of(expected, facts)).outcome == Outcome::pass);
}

TEST_CASE("a verdict that is as expected leaves nothing to say") {
  PolicyCase expected = case_with({{"a.cc", 500}});
  expected.expect = Outcome::blocked;
  expected.items = {{"security", Status::pending}};
  expected.only = true;
  CHECK(disagreements(expected, verdict_of(expected)).empty());
}

TEST_CASE("each difference from what was expected is named") {
  PolicyCase expected = case_with({{"a.cc", 500}});
  expected.expect = Outcome::pass;
  expected.items = {{"security", Status::approved}, {"architecture", Status::pending}};
  CHECK(differences(expected, verdict_of(expected)) ==
        Names{"expected verdict pass, came blocked",
              "expected item architecture pending, but nothing requires it",
              "expected item security approved, came pending"});
  expected.expect = Outcome::blocked;
  expected.items.clear();
  expected.only = true;
  CHECK(differences(expected, verdict_of(expected)) ==
        Names{"expected no other item, but security is required by rule on ai_lines"});
}

}  // namespace
}  // namespace sallyport::core::test::policy_case_test
