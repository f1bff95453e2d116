#include "core/policy/assume.hpp"

#include "unit/core/builders.hpp"

#include <catch2/catch.hpp>

namespace sallyport::core::test::assume_test {
namespace {

const ItemResult& security_of(const Verdict& verdict) {
  return verdict.items.at(0);
}

TEST_CASE("an assumption is written as verdict, item and principal") {
  const auto parsed = parse_assumption("reject:code-review=o=b:o@example.com");
  REQUIRE(parsed);
  CHECK(parsed->verdict == RecordVerdict::reject);
  CHECK(parsed->item == "code-review");
  CHECK(parsed->principal == "o=b:o@example.com");
  CHECK(to_string(*parsed) == "reject:code-review=o=b:o@example.com");
  CHECK(parse_assumption("waive:a=b")->verdict == RecordVerdict::waive);
}

TEST_CASE("a text of another form is no assumption") {
  for (const std::string_view text :
       {"", "security=alice@example.com", "approve:security", "approve:=alice@example.com",
        "approve:security=", "revoke:security=alice@example.com", "Approve:a=b", "approve=a:b"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_assumption(text));
  }
}

TEST_CASE("an assumed approval counts as one made for exactly this change") {
  Situation facts = large_ai_change();
  facts.policy.items["security"].assurance = Assurance::touch;
  facts.policy.items["security"].questions = {{"threats", "What could an attacker do?", 12}};
  const Verdict verdict = evaluate(
      facts, assumed_records(facts, {*parse_assumption("approve:security=bob@example.com")}));
  CHECK(verdict.outcome == Outcome::pass);
  REQUIRE(security_of(verdict).counted.size() == 1);
  const CountedRecord& counted = security_of(verdict).counted[0];
  CHECK(counted.signer == "bob@example.com");
  CHECK(counted.record == "assumed approve:security=bob@example.com");
  CHECK(counted.rung == Rung::exact);
  CHECK(counted.assurance == Assurance::touch);
}

TEST_CASE("an assumed approval lifts nothing that the rules say about its signer") {
  Situation facts = large_ai_change();
  facts.policy.items["security"].independent = true;
  const Verdict verdict = evaluate(
      facts, assumed_records(facts, {*parse_assumption("approve:security=alice@example.com")}));
  CHECK(verdict.outcome == Outcome::blocked);
  REQUIRE(security_of(verdict).ignored.size() == 1);
  CHECK(report::phrase(security_of(verdict).ignored[0].reason) ==
        "author of the change, or who brings it");
}

TEST_CASE("an assumed declaration makes the lines of its commit human") {
  Situation facts = large_ai_change();
  facts.evidence = {{}};
  facts.policy.rules = {rule_on(Metric::undeclared_lines, 400, "security")};
  facts.found.commit_digests = {"0123"};
  CHECK(evaluate(facts, {}).metrics.undeclared == 500);
  const Verdict verdict =
      evaluate(facts, {assumed_declaration(facts, "bob@example.com", {"0123"})});
  CHECK(verdict.metrics.human == 500);
  CHECK(verdict.outcome == Outcome::pass);
}

TEST_CASE("items and people are known by the policy, people by its signers too") {
  Situation facts = large_ai_change();
  facts.policy.items["architecture"] = item_called("architecture");
  facts.policy.principals["zoe@example.com"] = {};
  CHECK(known_items(facts.policy) == std::vector<std::string>{"architecture", "security"});
  CHECK(known_principals(facts.policy, facts.signers) ==
        std::vector<std::string>{"alice@example.com", "bob@example.com", "carol@example.com",
                                 "zoe@example.com"});
}

}  // namespace
}  // namespace sallyport::core::test::assume_test
