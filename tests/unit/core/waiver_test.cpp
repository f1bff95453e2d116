#include "core/review/waiver.hpp"

#include "builders.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace sallyport::core::test::waiver_test {
namespace {

const std::string k_bob = "bob@example.com";
const std::string k_carol = "carol@example.com";

Situation waivable() {
  Situation facts = large_ai_change();
  facts.policy.waive = WaivePolicy{{k_bob, k_carol}, 1, 72};
  return facts;
}

SignoffRecord waiver(const Situation& facts, const std::string& principal) {
  SignoffRecord record = approval(facts, "security", principal);
  record.id = "waiver by " + principal;
  record.verdict = RecordVerdict::waive;
  record.reason = "production is down";
  record.ticket = "OPS-7";
  record.until = k_now + std::chrono::hours(24);
  record.folder_date.clear();
  return record;
}

TEST_CASE("a waiver lets the change through, and is never called an approval") {
  const Situation facts = waivable();
  const Verdict verdict = evaluate(facts, {waiver(facts, k_bob)});
  CHECK(verdict.outcome == Outcome::pass);
  const ItemResult& item = verdict.items.at(0);
  CHECK(item.status == Status::waived);
  REQUIRE(item.waived.has_value());
  CHECK(item.waived->reason == "production is down");
  CHECK(item.waived->ticket == "OPS-7");
  CHECK(item.counted.at(0).signer == k_bob);
}

TEST_CASE("without a table for waivers there are none") {
  Situation facts = waivable();
  facts.policy.waive.reset();
  const ItemResult item = only_item(facts, {waiver(facts, k_bob)});
  CHECK(item.status == Status::pending);
  CHECK(reason_ignored(item) == "the policy allows no waivers");
}

TEST_CASE("a waiver counts only as the policy allows it") {
  Situation facts = waivable();
  SignoffRecord record = waiver(facts, k_bob);
  std::string reason;
  SECTION("ended") {
    record.until = k_now - std::chrono::seconds(1);
    reason = "it ended at 2026-11-22T11:59:59Z";
  }
  SECTION("too long") {
    record.until = record.time + std::chrono::hours(73);
    reason = "it was to last longer than the 72 hours that the policy allows";
  }
  SECTION("from the future") {
    record.time = k_now + std::chrono::hours(1);
    reason = "it is dated in the future";
  }
  SECTION("by somebody else") {
    record.signer = record.principal = "alice@example.com";
    reason = "not one of those who may waive";
  }
  SECTION("unsigned") {
    record.signature = SignatureState::unsigned_record;
    reason = "it is not signed";
  }
  SECTION("without a ticket") {
    record.ticket = " ";
    reason = "it gives no reason or no ticket";
  }
  SECTION("spent") {
    facts.found.spent = {record.id};
    reason = "it landed and is gone since: rebase, then sign";
  }
  const ItemResult item = only_item(facts, {record});
  CHECK(item.status == Status::pending);
  CHECK(reason_ignored(item) == reason);
}

TEST_CASE("a waiver is for exactly the change that it names") {
  Situation facts = waivable();
  SignoffRecord record = waiver(facts, k_bob);
  facts.change.base_tree = oid(7);
  CHECK(only_item(facts, {record}).counted.at(0).rung == Rung::same_delta);
  record.covers[0].new_sha256 = util::sha256("edited");
  CHECK(only_item(facts, {record}).status != Status::waived);
}

TEST_CASE("as many people must waive as the policy wants") {
  Situation facts = waivable();
  facts.policy.waive->count = 2;
  CHECK(only_item(facts, {waiver(facts, k_bob)}).status == Status::pending);
  CHECK(only_item(facts, {waiver(facts, k_bob), waiver(facts, k_carol)}).status == Status::waived);
}

TEST_CASE("a change of the rules cannot be waived") {
  Situation facts = waivable();
  facts.policy.items[std::string(k_policy_change)] = item_called(std::string(k_policy_change));
  facts.trust_roots = {"src/a.cc"};
  SignoffRecord record = waiver(facts, k_bob);
  record.item = k_policy_change;
  const Verdict verdict = evaluate(facts, {record});
  CHECK(verdict.items.at(0).id == k_policy_change);
  CHECK(verdict.items.at(0).status == Status::pending);
  CHECK(reason_ignored(verdict.items.at(0)) == "a change of the rules cannot be waived");
}

TEST_CASE("a rejection stands against a waiver, and a waiver can be taken back") {
  const Situation facts = waivable();
  SignoffRecord rejection = approval(facts, "security", k_carol);
  rejection.id = "rejection";
  rejection.verdict = RecordVerdict::reject;
  CHECK(only_item(facts, {waiver(facts, k_bob), rejection}).status == Status::rejected);
  SignoffRecord revocation = waiver(facts, k_bob);
  revocation.id = "revocation";
  revocation.verdict = RecordVerdict::revoke;
  revocation.covers.clear();
  revocation.extends = {"waiver by " + k_bob};
  const ItemResult item = only_item(facts, {waiver(facts, k_bob), revocation});
  CHECK(item.status == Status::pending);
  CHECK(reason_ignored(item) == "revoked by bob@example.com");
}

}  // namespace
}  // namespace sallyport::core::test::waiver_test
