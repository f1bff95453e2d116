#include "core/declarations.hpp"

#include "builders.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <optional>

namespace sallyport::core::test {
namespace {

const std::string k_bob = "bob@example.com";
const std::string k_step = std::string(64, 'a');

/// 500 lines by nobody known, which a rule asks about, with one commit of digest `k_step`.
Facts undeclared_change() {
  Facts facts = large_ai_change();
  facts.evidence = {CommitEvidence{}};
  facts.commit_digests = {k_step};
  Rule ask = rule_on(Metric::undeclared_lines, 400, "");
  ask.name = "large and undeclared";
  ask.require.clear();
  ask.ask = true;
  facts.policy.rules = {ask};
  return facts;
}

std::optional<Origin> declared_origin(const Facts& facts,
                                      const std::vector<SignoffRecord>& records) {
  return declared(facts, records).commits.at(0).origin;
}

TEST_CASE("a human principal's declaration holds for the commits it names") {
  const Facts facts = undeclared_change();
  CHECK(declared_origin(facts, {declaration("human", {k_step}, k_bob)}) == Origin::human);
  CHECK_FALSE(declared(facts, {declaration("human", {k_step}, k_bob)}).whole.origin);
  CHECK_FALSE(declared_origin(facts, {declaration("human", {std::string(64, 'b')}, k_bob)}));
  CHECK_FALSE(declared_origin(facts, {declaration("martian", {k_step}, k_bob)}));
}

TEST_CASE("a declaration of the net change holds for the whole") {
  const Facts facts = undeclared_change();
  const Declarations result =
      declared(facts, {declaration("ai", {digest_of(facts.change)}, k_bob)});
  CHECK(result.whole.origin == Origin::ai);
  CHECK(result.whole.tool.empty());
  CHECK_FALSE(result.commits.at(0).origin);
}

TEST_CASE("a declared AI beats a declared human in either order") {
  const Facts facts = undeclared_change();
  const SignoffRecord human = declaration("human", {k_step}, k_bob);
  SignoffRecord ai = declaration("ai", {k_step}, "carol@example.com");
  ai.answers["tool"] = "cursor";
  for (const auto& records : {std::vector{human, ai}, std::vector{ai, human}}) {
    const Declaration result = declared(facts, records).commits.at(0);
    CHECK(result.origin == Origin::ai);
    CHECK(result.tool == "cursor");
  }
}

TEST_CASE("where a change lands a declaration needs a human principal's own key") {
  Facts facts = undeclared_change();
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
  Facts facts = undeclared_change();
  facts.place = Place::worked_on;
  SignoffRecord stranger = declaration("human", {k_step}, "stranger@example.com");
  stranger.principal = "";
  CHECK(declared_origin(facts, {stranger}) == Origin::human);
  stranger.attended.tty = false;
  CHECK_FALSE(declared_origin(facts, {stranger}));
}

TEST_CASE("a declaration is signed, approved and for this repository") {
  const Facts facts = undeclared_change();
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
  const Facts facts = undeclared_change();
  SignoffRecord record = declaration("human", {k_step}, k_bob);
  record.time = k_now + std::chrono::minutes(10);
  CHECK(declared_origin(facts, {record}) == Origin::human);
  record.time += std::chrono::seconds(1);
  CHECK_FALSE(declared_origin(facts, {record}));
}

TEST_CASE("a rule that asks is answered by declaring and not by evidence") {
  Facts facts = undeclared_change();
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
  Facts facts = large_ai_change();
  facts.commit_digests = {k_step};
  const Verdict verdict =
      evaluate(facts, {declaration("human", {k_step, digest_of(facts.change)}, k_bob)});
  CHECK(verdict.outcome == Outcome::blocked);
  CHECK(verdict.metrics.ai == 500);
  CHECK(verdict.metrics.human == 0);
}

}  // namespace
}  // namespace sallyport::core::test
