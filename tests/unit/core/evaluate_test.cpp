#include "core/verdict/evaluate.hpp"

#include "builders.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace sallyport::core::test::evaluate_test {
namespace {

const std::string k_alice = "alice@example.com";
const std::string k_bob = "bob@example.com";

TEST_CASE("a change that no rule asks about passes without items") {
  Situation facts = large_ai_change();
  facts.policy.rules.front().when.conditions.front().limit = 501;
  const Verdict verdict = evaluate(facts, {});
  CHECK(verdict.outcome == Outcome::pass);
  CHECK(verdict.items.empty());
  REQUIRE(verdict.rules.size() == 1);
  CHECK_FALSE(verdict.rules[0].matched);
  CHECK(report::because(verdict.rules[0]) == "ai_lines 500 not >= 501");
}

TEST_CASE("a large AI change is blocked and says by what") {
  const Verdict verdict = evaluate(large_ai_change(), {});
  CHECK(verdict.outcome == Outcome::blocked);
  REQUIRE(verdict.items.size() == 1);
  CHECK(verdict.items[0].id == "security");
  CHECK(verdict.items[0].title == "Review of security");
  CHECK(verdict.items[0].status == Status::pending);
  CHECK(verdict.items[0].needed == 1);
  CHECK(verdict.items[0].required_by == std::vector<std::string>{"rule on ai_lines"});
  CHECK(verdict.metrics.ai == 500);
  REQUIRE(verdict.tools.size() == 1);
  CHECK(verdict.tools[0].id == "claude-code");
  REQUIRE(verdict.commits.size() == 1);
  CHECK(verdict.commits[0].lines == 500);
  CHECK(verdict.commits[0].origin == Origin::ai);
}

TEST_CASE("an approval of all that is asked lets the change pass") {
  const Situation facts = large_ai_change();
  const Verdict verdict = evaluate(facts, {approval(facts, "security", k_bob)});
  CHECK(verdict.outcome == Outcome::pass);
  const ItemResult& item = verdict.items.at(0);
  CHECK(item.status == Status::approved);
  REQUIRE(item.counted.size() == 1);
  CHECK(item.counted[0].signer == k_bob);
  CHECK(item.counted[0].rung == Rung::exact);
  CHECK(item.counted[0].assurance == Assurance::key);
  CHECK(item.ignored.empty());
}

TEST_CASE("several rules add up and one open item blocks") {
  Situation facts = large_ai_change();
  facts.policy.items["architecture"] = item_called("architecture");
  facts.policy.rules.push_back(rule_on(Metric::files, 1, "security"));
  facts.policy.rules.push_back(rule_on(Metric::files, 1, "architecture"));
  const Verdict verdict = evaluate(facts, {approval(facts, "security", k_bob)});
  CHECK(verdict.outcome == Outcome::blocked);
  REQUIRE(verdict.items.size() == 2);
  CHECK(verdict.items[0].id == "architecture");
  CHECK(verdict.items[0].status == Status::pending);
  CHECK(verdict.items[1].required_by ==
        std::vector<std::string>{"rule on ai_lines", "rule on files"});
  CHECK(verdict.items[1].status == Status::approved);
}

TEST_CASE("an approval of one item is none of another") {
  Situation facts = large_ai_change();
  facts.policy.items["architecture"] = item_called("architecture");
  facts.policy.rules.push_back(rule_on(Metric::files, 1, "architecture"));
  SignoffRecord moved = approval(facts, "security", k_bob);
  moved.item = "architecture";
  const Verdict verdict = evaluate(facts, {moved});
  CHECK(verdict.outcome == Outcome::blocked);
  CHECK(reason_ignored(verdict.items.at(0)) == "it answers another wording of the item");
  CHECK(verdict.items.at(1).status == Status::pending);
}

TEST_CASE("a required item that the policy does not define is an error and error blocks") {
  Situation facts = large_ai_change();
  facts.policy.rules.push_back(rule_on(Metric::files, 1, "nonsense"));
  const Verdict verdict = evaluate(facts, {approval(facts, "security", k_bob)});
  CHECK(verdict.outcome == Outcome::error);
  CHECK(verdict.items.at(0).id == "nonsense");
  CHECK(verdict.items.at(0).status == Status::error);
}

TEST_CASE("an item is about the entries that its paths match") {
  Situation facts = large_ai_change();
  facts.policy.items["security"].paths = {"src/auth/**"};
  CHECK(only_item(facts, {}).status == Status::not_applicable);
  CHECK(evaluate(facts, {}).outcome == Outcome::pass);

  facts.change.files.push_back(added_file("src/auth/login.cc", 10, 0));
  CHECK(only_item(facts, {}).status == Status::pending);
  const SignoffRecord record = approval(facts, "security", k_bob);
  REQUIRE(record.covers.size() == 1);
  CHECK(only_item(facts, {record}).status == Status::approved);

  facts.change.files.front() = added_file("src/a.cc", 600, 0);
  facts.change.head_tree = oid(7);
  CHECK(only_item(facts, {record}).counted.at(0).rung == Rung::same_delta);
}

TEST_CASE("a verdict does not depend on the order of records") {
  Situation facts = large_ai_change();
  facts.policy.items["security"].count = 2;
  std::vector<SignoffRecord> records{approval(facts, "security", k_alice),
                                     approval(facts, "security", k_bob),
                                     declaration("human", {digest_of(facts.change)}, k_bob),
                                     declaration("ai", {digest_of(facts.change)}, k_alice)};
  const auto later = [](const SignoffRecord& a, const SignoffRecord& b) { return a.id < b.id; };
  std::stable_sort(records.begin(), records.end(), later);
  const Verdict forwards = evaluate(facts, records);
  std::reverse(records.begin(), records.end());
  const Verdict backwards = evaluate(facts, records);
  CHECK(forwards.outcome == Outcome::pass);
  CHECK(backwards.outcome == forwards.outcome);
  CHECK(backwards.metrics.ai == forwards.metrics.ai);
  CHECK(backwards.items.at(0).status == forwards.items.at(0).status);
}

/// A change of the policy file that is small enough for every rule.
Situation policy_change() {
  Situation facts = large_ai_change();
  facts.policy.rules.clear();
  facts.change.files = {added_file(".sallyport/policy.toml", 3, 0), added_file("src/a.cc", 1, 0)};
  facts.trust_roots = {".sallyport/policy.toml"};
  Item item = item_called("policy-change");
  item.survives = Rung::same_delta;
  facts.policy.items["policy-change"] = item;
  return facts;
}

TEST_CASE("a change of a trust root needs the item policy-change whatever its size") {
  const Situation facts = policy_change();
  const Verdict verdict = evaluate(facts, {});
  CHECK(verdict.outcome == Outcome::blocked);
  REQUIRE(verdict.items.size() == 1);
  CHECK(verdict.items[0].id == "policy-change");
  CHECK(verdict.items[0].required_by == std::vector<std::string>{"trust roots"});
  Situation without = facts;
  without.trust_roots.clear();
  CHECK(evaluate(without, {}).items.empty());
}

TEST_CASE("policy-change is about the trust roots alone and not the author's to sign") {
  const Situation facts = policy_change();
  const SignoffRecord by_bob = approval(facts, "policy-change", k_bob);
  REQUIRE(by_bob.covers.size() == 1);
  CHECK(by_bob.covers[0].path == ".sallyport/policy.toml");
  CHECK(only_item(facts, {by_bob}).status == Status::approved);

  const ItemResult by_author = only_item(facts, {approval(facts, "policy-change", k_alice)});
  CHECK(by_author.status == Status::pending);
  CHECK(reason_ignored(by_author) == "author of the change, or who brings it");
}

TEST_CASE("the only person with a valid key may change the policy alone") {
  Situation facts = policy_change();
  facts.signers = {signer_called(k_alice)};
  CHECK(only_item(facts, {approval(facts, "policy-change", k_alice)}).status == Status::approved);
  facts.signers = {signer_called(k_alice), signer_called(k_bob)};
  facts.signers[1].valid_before = k_now;
  CHECK(only_item(facts, {approval(facts, "policy-change", k_alice)}).status == Status::approved);
  facts.signers[1].valid_before.reset();
  CHECK(only_item(facts, {approval(facts, "policy-change", k_alice)}).status == Status::pending);
}

}  // namespace
}  // namespace sallyport::core::test::evaluate_test
