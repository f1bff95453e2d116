#include "core/origin/declarations.hpp"

#include "builders.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <optional>

namespace sallyport::core::test::declarations_test {
namespace {

const std::string k_bob = "bob@example.com";
const std::string k_step = std::string(64, 'a');

/// 500 lines by nobody known, which a rule asks about, with one commit of digest `k_step`.
Situation undeclared_change() {
  Situation facts = large_ai_change();
  facts.evidence = {CommitEvidence{}};
  facts.found.commit_digests = {k_step};
  Rule ask = rule_on(Metric::undeclared_lines, 400, "");
  ask.name = "large and undeclared";
  ask.require.clear();
  ask.ask = true;
  facts.policy.rules = {ask};
  return facts;
}

std::optional<Origin> declared_origin(const Situation& facts,
                                      const std::vector<SignoffRecord>& records) {
  return declared(facts, with_records(facts, records)).commits.at(0).origin;
}

TEST_CASE("a human principal's declaration holds for the commits it names") {
  const Situation facts = undeclared_change();
  CHECK(declared_origin(facts, {declaration("human", {k_step}, k_bob)}) == Origin::human);
  CHECK_FALSE(
      declared(facts, with_records(facts, {declaration("human", {k_step}, k_bob)})).whole.origin);
  CHECK_FALSE(declared_origin(facts, {declaration("human", {std::string(64, 'b')}, k_bob)}));
  CHECK_FALSE(declared_origin(facts, {declaration("martian", {k_step}, k_bob)}));
}

TEST_CASE("a declaration of the net change holds for the whole") {
  const Situation facts = undeclared_change();
  const Declarations result =
      declared(facts, with_records(facts, {declaration("ai", {digest_of(facts.change)}, k_bob)}));
  CHECK(result.whole.origin == Origin::ai);
  CHECK(result.whole.tool.empty());
  CHECK_FALSE(result.commits.at(0).origin);
}

TEST_CASE("a declared AI beats a declared human in either order") {
  const Situation facts = undeclared_change();
  const SignoffRecord human = declaration("human", {k_step}, k_bob);
  SignoffRecord ai = declaration("ai", {k_step}, "carol@example.com");
  ai.answers["tool"] = "cursor";
  for (const auto& records : {std::vector{human, ai}, std::vector{ai, human}}) {
    const Declaration result = declared(facts, with_records(facts, records)).commits.at(0);
    CHECK(result.origin == Origin::ai);
    CHECK(result.tool == "cursor");
  }
}

TEST_CASE("where a change lands a declaration needs a human principal's own key") {
  Situation facts = undeclared_change();
  const SignoffRecord stranger = declaration("human", {k_step}, "stranger@example.com");
  CHECK_FALSE(declared_origin(facts, {stranger}));

  SignoffRecord unknown_key = declaration("human", {k_step}, k_bob);
  unknown_key.principal = "";
  CHECK_FALSE(declared_origin(facts, {unknown_key}));

  SignoffRecord borrowed = declaration("human", {k_step}, k_bob);
  borrowed.signer = "carol@example.com";
  CHECK_FALSE(declared_origin(facts, {borrowed}));

  facts.policy.principals[k_bob] = {k_bob, PrincipalKind::service, {}, {}};
  CHECK_FALSE(declared_origin(facts, {declaration("human", {k_step}, k_bob)}));
}

TEST_CASE("where a change is worked on any attended declaration holds") {
  Situation facts = undeclared_change();
  facts.place = Place::worked_on;
  SignoffRecord stranger = declaration("human", {k_step}, "stranger@example.com");
  stranger.principal = "";
  CHECK(declared_origin(facts, {stranger}) == Origin::human);
  stranger.attended.tty = false;
  CHECK_FALSE(declared_origin(facts, {stranger}));
}

TEST_CASE("a declaration is signed, approved and for this repository") {
  const Situation facts = undeclared_change();
  const SignoffRecord good = declaration("human", {k_step}, k_bob);
  SignoffRecord record = good;
  record.signature = SignatureState::unsigned_record;
  CHECK_FALSE(declared_origin(facts, {record}));
  record.signature = SignatureState::invalid;
  CHECK_FALSE(declared_origin(facts, {record}));
  record = good;
  record.verdict = RecordVerdict::reject;
  CHECK_FALSE(declared_origin(facts, {record}));
  record = good;
  record.repo = "acme/gadgets";
  CHECK_FALSE(declared_origin(facts, {record}));
  record = good;
  record.item = "security";
  CHECK_FALSE(declared_origin(facts, {record}));
}

TEST_CASE("a human declaration that is dated in the future does not count yet") {
  const Situation facts = undeclared_change();
  SignoffRecord record = declaration("human", {k_step}, k_bob);
  record.time = k_now + std::chrono::minutes(10);
  CHECK(declared_origin(facts, {record}) == Origin::human);
  record.time += std::chrono::seconds(1);
  CHECK_FALSE(declared_origin(facts, {record}));
}

TEST_CASE("a rule that asks is answered by declaring and not by evidence") {
  Situation facts = undeclared_change();
  const Verdict asked = evaluate(facts, {});
  CHECK(asked.outcome == Outcome::blocked);
  REQUIRE(asked.items.size() == 1);
  CHECK(asked.items[0].id == "provenance");
  CHECK(asked.items[0].status == Status::pending);
  CHECK(asked.items[0].required_by == std::vector<std::string>{"large and undeclared"});

  const Verdict declared_human = evaluate(facts, {declaration("human", {k_step}, k_bob)});
  CHECK(declared_human.outcome == Outcome::pass);
  CHECK(declared_human.metrics.human == 500);
  CHECK(declared_human.commits.at(0).origin == Origin::human);

  const Verdict declared_ai = evaluate(facts, {declaration("ai", {k_step}, k_bob)});
  CHECK(declared_ai.outcome == Outcome::pass);
  CHECK(declared_ai.metrics.ai == 500);
}

TEST_CASE("a human declaration leaves a change with AI evidence blocked") {
  Situation facts = large_ai_change();
  facts.found.commit_digests = {k_step};
  const Verdict verdict =
      evaluate(facts, {declaration("human", {k_step, digest_of(facts.change)}, k_bob)});
  CHECK(verdict.outcome == Outcome::blocked);
  CHECK(verdict.metrics.ai == 500);
  CHECK(verdict.metrics.human == 0);
}

/// The same change with a limit of 300 on what one person declares human. Alice is its author.
Situation limited_change() {
  Situation facts = undeclared_change();
  facts.policy.declare_max = 300;
  return facts;
}

std::vector<SignoffRecord> human_by(const std::vector<std::string>& people,
                                    const std::vector<std::string>& steps) {
  std::vector<SignoffRecord> records;
  records.reserve(people.size());
  for (const std::string& person : people) {
    records.push_back(declaration("human", steps, person));
  }
  return records;
}

std::int64_t human_lines_of(const Situation& facts, const std::vector<SignoffRecord>& records) {
  return evaluate(facts, records).metrics.human;
}

TEST_CASE("above declare_max a human declaration needs a second one by somebody independent") {
  const Situation facts = limited_change();
  CHECK(human_lines_of(facts, human_by({"alice@example.com"}, {k_step})) == 0);
  CHECK(human_lines_of(facts, human_by({k_bob}, {k_step})) == 0);
  CHECK(human_lines_of(facts, human_by({"alice@example.com", k_bob}, {k_step})) == 500);
  CHECK(human_lines_of(facts, human_by({k_bob, "alice@example.com"}, {k_step})) == 500);
  CHECK(human_lines_of(facts, human_by({k_bob, "carol@example.com"}, {k_step})) == 500);
  CHECK(human_lines_of(facts, human_by({k_bob, k_bob}, {k_step})) == 0);
}

TEST_CASE("up to declare_max one declaration is enough, and 0 is no limit") {
  Situation facts = limited_change();
  const auto alone = human_by({"alice@example.com"}, {k_step});
  facts.policy.declare_max = 499;
  CHECK(human_lines_of(facts, alone) == 0);
  facts.policy.declare_max = 500;
  CHECK(human_lines_of(facts, alone) == 500);
  facts.policy.declare_max = 0;
  CHECK(human_lines_of(facts, alone) == 500);
}

TEST_CASE("two authors of a change are not independent of it") {
  Situation facts = limited_change();
  facts.evidence[0].human_co_authors = {k_bob};
  CHECK(human_lines_of(facts, human_by({"alice@example.com", k_bob}, {k_step})) == 0);
  CHECK(human_lines_of(facts, human_by({"alice@example.com", "carol@example.com"}, {k_step})) ==
        500);
  // Where everybody is an author, two of them together are enough.
  facts.evidence[0].human_co_authors = {k_bob, "carol@example.com"};
  CHECK(human_lines_of(facts, human_by({k_bob}, {k_step})) == 0);
  CHECK(human_lines_of(facts, human_by({"alice@example.com", k_bob}, {k_step})) == 500);
}

/// 200 and 250 undeclared lines in two commits.
Situation two_commits() {
  Situation facts = limited_change();
  facts.change.files = {added_file("src/a.cc", 200, 0), added_file("src/b.cc", 250, 1)};
  facts.change.commits = {commit_by("alice@example.com"), commit_by("alice@example.com")};
  facts.evidence = {CommitEvidence{}, CommitEvidence{}};
  facts.found.commit_digests = {k_step, std::string(64, 'b')};
  return facts;
}

TEST_CASE("declaring commit by commit does not slip under declare_max") {
  const Situation facts = two_commits();
  const auto first = human_by({"alice@example.com"}, {k_step});
  CHECK(human_lines_of(facts, first) == 200);
  auto both = first;
  both.push_back(declaration("human", {std::string(64, 'b')}, "alice@example.com"));
  CHECK(human_lines_of(facts, both) == 0);
  both.push_back(declaration("human", {std::string(64, 'b')}, k_bob));
  CHECK(human_lines_of(facts, both) == 250);
  both.push_back(declaration("human", {k_step}, k_bob));
  CHECK(human_lines_of(facts, both) == 450);
}

TEST_CASE("who declares the whole declares each of its commits") {
  const Situation facts = two_commits();
  auto records = human_by({"alice@example.com"}, {k_step, std::string(64, 'b')});
  records.push_back(declaration("human", {digest_of(facts.change)}, k_bob));
  CHECK(human_lines_of(facts, records) == 450);
}

TEST_CASE("a second declaration of other commits countersigns nothing") {
  const Situation facts = limited_change();
  auto records = human_by({"alice@example.com"}, {k_step});
  records.push_back(declaration("human", {std::string(64, 'c')}, k_bob));
  CHECK(human_lines_of(facts, records) == 0);
}

TEST_CASE("a declared AI needs no second and beats two who declare human") {
  const Situation facts = limited_change();
  auto records = human_by({"alice@example.com", k_bob}, {k_step});
  records.push_back(declaration("ai", {k_step}, "carol@example.com"));
  const Verdict verdict = evaluate(facts, records);
  CHECK(verdict.metrics.ai == 500);
  CHECK(verdict.metrics.human == 0);
  CHECK(warnings_of(verdict).empty());
}

TEST_CASE("lines that evidence makes AI are not among those that declare_max counts") {
  Situation facts = two_commits();
  facts.evidence[1] = evidence_of("cursor");
  const auto records = human_by({"alice@example.com"}, {k_step, digest_of(facts.change)});
  CHECK(human_lines_of(facts, records) == 200);
}

TEST_CASE("the item says who declared and that a second person is needed") {
  const Situation facts = limited_change();
  const ItemResult alone = only_item(facts, human_by({"alice@example.com"}, {k_step}));
  CHECK(alone.id == "provenance");
  CHECK(alone.status == Status::pending);
  CHECK(alone.needed == 2);
  REQUIRE(alone.ignored.size() == 1);
  CHECK(alone.ignored[0].signer == "alice@example.com");
  CHECK(report::phrase(alone.ignored[0].reason) ==
        "declared 500 lines human, above 300: they count as undeclared until "
        "somebody who is no author of the change declares them too");
  CHECK(reason_ignored(only_item(facts, human_by({k_bob}, {k_step}))) ==
        "declared 500 lines human, above 300: they count as undeclared until a second person "
        "declares them too");
}

TEST_CASE("everybody whose declarations wait is named once") {
  Situation facts = two_commits();
  facts.policy.rules[0].when.conditions[0].limit = 1;
  facts.evidence[0].human_co_authors = {k_bob};
  auto records = human_by({k_bob, "alice@example.com"}, {k_step});
  records.push_back(declaration("human", {std::string(64, 'b')}, k_bob));
  const ItemResult item = only_item(facts, records);
  REQUIRE(item.ignored.size() == 2);
  CHECK(item.ignored[0].signer == k_bob);
  CHECK(item.ignored[1].signer == "alice@example.com");
}

TEST_CASE("a declaration that waits is told of where no rule asks") {
  Situation facts = limited_change();
  facts.policy.rules = {rule_on(Metric::undeclared_lines, 400, "security")};
  const Verdict verdict = evaluate(facts, human_by({k_bob}, {k_step}));
  CHECK(verdict.outcome == Outcome::blocked);
  REQUIRE(warnings_of(verdict).size() == 1);
  CHECK(warnings_of(verdict)[0] ==
        "bob@example.com declared 500 lines human, above 300: they count as undeclared until a "
        "second person declares them too (sallyport declare human)");
}

TEST_CASE("where a change is worked on one declaration is enough, and the rest is still to come") {
  Situation facts = limited_change();
  facts.place = Place::worked_on;
  const auto alone = human_by({"alice@example.com"}, {k_step});
  const Verdict verdict = evaluate(facts, alone);
  CHECK(verdict.outcome == Outcome::pass);
  CHECK(verdict.metrics.human == 500);
  REQUIRE(verdict.items.size() == 1);
  CHECK(verdict.items[0].status == Status::approved);
  CHECK(verdict.items[0].required_by == std::vector<std::string>{"large and undeclared"});
  CHECK(report::shortfall_phrase(verdict.items[0]) ==
        "somebody who is no author of the change: alice@example.com declared 500 lines human, "
        "above 300");
  CHECK(evaluate(facts, human_by({"alice@example.com", k_bob}, {k_step})).items.empty());
}

TEST_CASE("a declaration by a key that counts nowhere else is told to be needed again") {
  Situation facts = undeclared_change();
  facts.place = Place::worked_on;
  SignoffRecord stranger = declaration("human", {k_step}, "stranger@example.com");
  stranger.principal = "";
  const ItemResult item = only_item(facts, {stranger});
  CHECK(item.status == Status::approved);
  CHECK(report::shortfall_phrase(item) == "any enrolled person");
}

/// What `person` declared about the whole of `facts`.
SignoffRecord whole_by(const std::string& person, const Situation& facts) {
  SignoffRecord record = declaration("human", {digest_of(facts.change)}, person);
  record.covers = entries_of(facts.change);
  record.change = record.subject = digest_of(facts.change);
  return record;
}

TEST_CASE("two declarations of the whole are carried over to another base together") {
  Situation facts = limited_change();
  facts.change.files[0].entry = entry("src/a.cc", "base", "base and change");
  const auto alice = whole_by("alice@example.com", facts);
  const auto bob = whole_by(k_bob, facts);
  CHECK(human_lines_of(facts, {alice, bob}) == 500);
  facts.change.files[0].entry = entry("src/a.cc", "moved base", "moved base and change");
  facts.found.commit_digests = {std::string(64, 'd')};
  CHECK(human_lines_of(facts, {alice, bob}) == 0);
  const auto tasks = replay_candidates(facts, {alice, bob});
  facts.found.replays[tasks.at(0)] = ReplayOutcome::holds;
  CHECK(human_lines_of(facts, {alice, bob}) == 500);
  CHECK(human_lines_of(facts, {alice}) == 0);
}

TEST_CASE("a commit's declaration holds after a rebase and not after an edit") {
  Situation facts = limited_change();
  const auto records = human_by({"alice@example.com", k_bob}, {k_step});
  // Rebased: other trees and commits, the same digest of the commit.
  facts.change.base_tree = oid(7);
  facts.change.head_tree = oid(8);
  facts.change.commits[0].id = oid(9);
  CHECK(human_lines_of(facts, records) == 500);
  facts.found.commit_digests = {std::string(64, 'e')};
  CHECK(human_lines_of(facts, records) == 0);
}

}  // namespace
}  // namespace sallyport::core::test::declarations_test
