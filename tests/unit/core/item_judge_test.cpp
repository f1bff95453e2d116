#include "builders.hpp"
#include "core/verdict/evaluate.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace sallyport::core::test::item_judge_test {
namespace {

const std::string k_alice = "alice@example.com";
const std::string k_bob = "bob@example.com";
const std::string k_carol = "carol@example.com";

/// The item of a large AI change by Alice, after `mend` changed it.
template <typename Mend>
Situation with_item(const Mend& mend) {
  Situation facts = large_ai_change();
  mend(facts.policy.items["security"]);
  return facts;
}

SignoffRecord by_stranger(const Situation& facts) {
  SignoffRecord record = approval(facts, "security", "dave@example.com");
  record.principal = "";
  return record;
}

TEST_CASE("the author does not count where the item is independent and lands") {
  const Situation facts = with_item([](Item& item) { item.independent = true; });
  const ItemResult alone = only_item(facts, {approval(facts, "security", k_alice)});
  CHECK(alone.status == Status::pending);
  CHECK(alone.counted.empty());
  CHECK(reason_ignored(alone) == "author of the change, or who brings it");
  CHECK(only_item(facts, {approval(facts, "security", k_bob)}).status == Status::approved);
}

TEST_CASE("two signatures of one person are one person") {
  const Situation facts = with_item([](Item& item) { item.count = 2; });
  SignoffRecord again = approval(facts, "security", k_bob);
  again.id = "another";
  again.key = "SHA256:another";
  const SignoffRecord first = approval(facts, "security", k_bob);
  CHECK(only_item(facts, {first, again}).status == Status::pending);
  CHECK(only_item(facts, {first, approval(facts, "security", k_carol)}).status == Status::approved);
}

TEST_CASE("where all approvers are authors two of them together meet the item") {
  Situation facts = with_item([](Item& item) {
    item.independent = true;
    item.approvers = {k_alice, k_bob};
  });
  facts.evidence.front().human_co_authors = {k_bob};
  const SignoffRecord alice = approval(facts, "security", k_alice);
  const SignoffRecord bob = approval(facts, "security", k_bob);
  CHECK(only_item(facts, {alice}).status == Status::pending);
  CHECK(only_item(facts, {alice}).in_all == 2);
  CHECK(only_item(facts, {alice, bob}).status == Status::approved);
}

TEST_CASE("where nobody trusted tells who brings it one more of all must sign") {
  Situation facts = with_item([](Item& item) {
    item.independent = true;
    item.approvers = {k_alice, k_bob};
  });
  facts.brought_by = {};
  const SignoffRecord alice = approval(facts, "security", k_alice);
  const SignoffRecord bob = approval(facts, "security", k_bob);
  const SignoffRecord carol = approval(facts, "security", k_carol);
  CHECK(only_item(facts, {bob}).status == Status::pending);
  CHECK(only_item(facts, {alice, carol}).status == Status::pending);
  // The author, or somebody who is no approver, makes it one more; neither is enough.
  const ItemResult by_two = only_item(facts, {alice, bob});
  CHECK(by_two.status == Status::approved);
  CHECK(by_two.counted.size() == 2);
  CHECK(by_two.ignored.empty());
  CHECK(only_item(facts, {bob, carol}).status == Status::approved);
}

TEST_CASE("a service is not the one more who must sign") {
  Situation facts = with_item([](Item& item) { item.independent = true; });
  facts.brought_by = {};
  facts.signers.push_back(signer_called("robot@example.com"));
  facts.policy.principals["robot@example.com"] = {
      "robot@example.com", PrincipalKind::service, {}, {}};
  const SignoffRecord bob = approval(facts, "security", k_bob);
  const SignoffRecord robot = approval(facts, "security", "robot@example.com");
  CHECK(only_item(facts, {bob, robot}).status == Status::pending);
}

TEST_CASE("a service never meets an item where it lands") {
  Situation facts = with_item([](Item& item) { item.approvers = {"@robots"}; });
  facts.policy.principals[k_bob] = {k_bob, PrincipalKind::service, {}, {}};
  facts.policy.groups["robots"] = {k_bob};
  const ItemResult item = only_item(facts, {approval(facts, "security", k_bob)});
  CHECK(item.status == Status::pending);
  CHECK(reason_ignored(item) == "not an approver of this item");
}

TEST_CASE("a key that nobody owns meets an item only where the change is worked on") {
  Situation facts = with_item([](Item& item) { item.approvers = {"@security"}; });
  facts.policy.groups["security"] = {k_bob};
  const SignoffRecord record = by_stranger(facts);

  CHECK(only_item(facts, {record}).status == Status::pending);

  facts.place = Place::worked_on;
  const ItemResult item = only_item(facts, {record});
  CHECK(item.status == Status::approved);
  CHECK(item.counted.at(0).signer == "dave@example.com");
  CHECK(report::shortfall_phrase(item) == "@security");
  CHECK(reason_ignored(item) == "a key that the policy does not know");
  CHECK(evaluate(facts, {record}).outcome == Outcome::pass);
}

TEST_CASE("what is missing where a change lands is said where it is worked on") {
  Situation facts = with_item([](Item& item) {
    item.count = 2;
    item.independent = true;
    item.approvers = {k_bob, "@leads"};
  });
  facts.policy.groups["leads"] = {k_carol};
  facts.place = Place::worked_on;
  const SignoffRecord bob = approval(facts, "security", k_bob);
  const SignoffRecord alice = approval(facts, "security", k_alice);

  CHECK(report::shortfall_phrase(only_item(facts, {alice})) ==
        "2 of bob@example.com or @leads, not an author of it");
  CHECK(report::shortfall_phrase(only_item(facts, {bob})) ==
        "bob@example.com or @leads, not an author of it");
  const ItemResult met = only_item(facts, {bob, approval(facts, "security", k_carol)});
  CHECK(met.status == Status::approved);
  CHECK(report::shortfall_phrase(met).empty());

  facts.policy.items["security"].approvers.clear();
  facts.policy.items["security"].independent = false;
  CHECK(report::shortfall_phrase(only_item(facts, {alice})) == "any enrolled person");
}

TEST_CASE("a record that says itself that no person gave it meets nothing anywhere") {
  Situation facts = large_ai_change();
  for (const Place place : {Place::worked_on, Place::lands}) {
    facts.place = place;
    SignoffRecord record = approval(facts, "security", k_bob);
    CHECK(only_item(facts, {record}).status == Status::approved);
    record.attended.agents = {"claude-code/environment"};
    CHECK(only_item(facts, {record}).status == Status::pending);
    record.attended = {};
    CHECK(only_item(facts, {record}).status == Status::pending);
    CHECK(reason_ignored(only_item(facts, {record})) ==
          "it says itself that no person gave it at a terminal");
  }
}

TEST_CASE("where a change is worked on an unattended record by an unknown key meets nothing") {
  Situation facts = large_ai_change();
  facts.place = Place::worked_on;
  SignoffRecord record = by_stranger(facts);
  record.attended.tty = false;
  CHECK(only_item(facts, {record}).status == Status::pending);
}

TEST_CASE("assurance is enforced where a change lands and not where it is worked on") {
  Situation facts = with_item([](Item& item) { item.assurance = Assurance::touch; });
  const SignoffRecord record = approval(facts, "security", k_bob);
  CHECK(only_item(facts, {record}).status == Status::pending);
  CHECK(reason_ignored(only_item(facts, {record})) ==
        "made with assurance key, the item needs touch");
  facts.place = Place::worked_on;
  CHECK(only_item(facts, {record}).status == Status::approved);
}

TEST_CASE("an invalid record counts nowhere and says why") {
  for (const Place place : {Place::lands, Place::worked_on}) {
    Situation facts = large_ai_change();
    facts.place = place;
    SignoffRecord expired = approval(facts, "security", k_bob);
    expired.time = k_now - std::chrono::days(91);
    expired.folder_date = "2026/08/23";
    const ItemResult item = only_item(facts, {expired});
    CHECK(item.status == Status::pending);
    CHECK(reason_ignored(item) == "it expired on 2026-11-21");

    SignoffRecord forged = approval(facts, "security", k_bob);
    forged.signature = SignatureState::invalid;
    forged.signature_problem = {.flaw = Flaw::malformed_signature,
                                .detail = "the signature is not by that key"};
    CHECK(reason_ignored(only_item(facts, {forged})) == "the signature is not by that key");
  }
}

TEST_CASE("a rejection is no approval") {
  const Situation facts = large_ai_change();
  SignoffRecord record = approval(facts, "security", k_bob);
  record.verdict = RecordVerdict::reject;
  const ItemResult item = only_item(facts, {record});
  CHECK(item.status == Status::rejected);
  CHECK(item.counted.empty());
}

TEST_CASE("the same entries on another base hold unless the item survives only exactly") {
  Situation facts = large_ai_change();
  const SignoffRecord record = approval(facts, "security", k_bob);
  facts.change.base_tree = oid(8);
  facts.change.head_tree = oid(9);
  CHECK(only_item(facts, {record}).counted.at(0).rung == Rung::same_delta);

  facts.policy.items["security"].survives = Rung::exact;
  const ItemResult item = only_item(facts, {record});
  CHECK(item.status == Status::stale);
  CHECK(item.counted.empty());
  CHECK(reason_ignored(item) == "it holds by same-delta, the item accepts only exact");
}

TEST_CASE("an edit after the review makes it stale and names the residual") {
  Situation facts = large_ai_change();
  const SignoffRecord record = approval(facts, "security", k_bob);
  facts.change.files.front().entry = entry("src/a.cc", "", "edited");
  facts.change.files.push_back(added_file("src/b.cc", 1, 0));
  const ItemResult item = only_item(facts, {record});
  CHECK(item.status == Status::stale);
  REQUIRE(item.residual.size() == 2);
  CHECK(item.residual[0].path == "src/a.cc");
  CHECK(report::phrase(item.residual[0].why) == "changed since the review");
  CHECK(item.residual[1].path == "src/b.cc");
  CHECK(report::phrase(item.residual[1].why) == "not in the review");
}

TEST_CASE("the review that leaves the least uncovered is the one to mend") {
  Situation facts = large_ai_change();
  const SignoffRecord old = approval(facts, "security", k_bob);
  facts.change.files.push_back(added_file("src/b.cc", 1, 0));
  SignoffRecord newer = approval(facts, "security", k_bob);
  newer.id = "newer";
  facts.change.files.push_back(added_file("src/c.cc", 1, 0));
  for (const auto& records : {std::vector{old, newer}, std::vector{newer, old}}) {
    const ItemResult item = only_item(facts, records);
    REQUIRE(item.residual.size() == 1);
    CHECK(item.residual[0].path == "src/c.cc");
  }
}

/// Two commits, one a file, signed one by one.
struct Stack {
  Situation facts = large_ai_change();
  SignoffRecord first;
  SignoffRecord second;

  Stack() {
    facts.change.files.push_back(added_file("src/b.cc", 1, 0));
    const auto entries = entries_of(facts.change);
    facts.found.chain = {{{entries[0]}}, {{entries[1]}}};
    const Item item = facts.policy.items["security"];
    first = approval(item, {entries[0]}, k_bob);
    second = approval(item, {entries[1]}, k_carol);
  }
};

TEST_CASE("a change that was signed commit by commit is approved by composition") {
  const Stack stack;
  const ItemResult item = only_item(stack.facts, {stack.first, stack.second});
  CHECK(item.status == Status::approved);
  REQUIRE(item.counted.size() == 2);
  CHECK(item.counted[0].rung == Rung::composed);
  CHECK(only_item(stack.facts, {stack.first}).status == Status::stale);
}

TEST_CASE("composition ranks with same-delta and is refused where only exact survives") {
  Stack stack;
  stack.facts.policy.items["security"].survives = Rung::same_delta;
  CHECK(only_item(stack.facts, {stack.first, stack.second}).status == Status::approved);
  stack.facts.policy.items["security"].survives = Rung::exact;
  CHECK(only_item(stack.facts, {stack.first, stack.second}).status == Status::stale);
}

TEST_CASE("composition of reviews by an author does not land and does where it is worked on") {
  Stack stack;
  stack.facts.policy.items["security"].independent = true;
  stack.first.principal = stack.first.signer = k_alice;
  CHECK(only_item(stack.facts, {stack.first, stack.second}).status == Status::stale);
  stack.facts.place = Place::worked_on;
  CHECK(only_item(stack.facts, {stack.first, stack.second}).status == Status::approved);
}

}  // namespace
}  // namespace sallyport::core::test::item_judge_test
