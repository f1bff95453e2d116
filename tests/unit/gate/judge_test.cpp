#include "gate/judge.hpp"

#include "gate/evidence.hpp"
#include "gate/signing.hpp"
#include "world.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>

namespace sallyport::gate::test::judge_test {
namespace {

using Catch::Contains;

Signature by_alice(const World& world) {
  return {world.key(), {true, {}, 60}};
}

/// Signs `item` of a judged range.
void sign(World& world, const std::string& range, const std::string& item) {
  Session session = world.session();
  const Judgement judgement = settle(session, propose_range(session, range));
  const auto records = approvals(session, judgement, item, {}, by_alice(world));
  sign_and_append(session, authority_of(judgement.ground.governing), records, by_alice(world));
}

core::Report report_on(const World& world, const std::string& range) {
  const Session session = world.session();
  return settle(session, propose_range(session, range)).report;
}

TEST_CASE("without a policy anywhere there is nothing to judge by") {
  World world;
  world.repo().commit("a", "1\n");
  world.repo().commit("b", "1\n");
  CHECK_THROWS_WITH(report_on(world, "HEAD~1..HEAD"), Contains("there is no policy anywhere"));
}

TEST_CASE("a range is blocked, signed and passes") {
  World world;
  world.publish("main", world.commit_policy());
  world.commit_by_ai("a.cc");

  const core::Report blocked = report_on(world, "origin/main..main");
  CHECK(blocked.verdict.outcome == core::Outcome::blocked);
  CHECK(blocked.next ==
        std::vector<std::string>{"sallyport signoff security --range origin/main..main"});

  sign(world, "origin/main..main", "security");

  const core::Report passed = report_on(world, "origin/main..main");
  CHECK(passed.verdict.outcome == core::Outcome::pass);
  const core::CountedRecord& counted = passed.verdict.items.at(0).counted.at(0);
  CHECK(counted.signer == "alice@example.com");
  CHECK(counted.rung == core::Rung::exact);
  CHECK(counted.assurance == core::Assurance::key);
}

TEST_CASE("commits that were signed one by one pass together") {
  World world;
  world.publish("main", world.commit_policy());
  world.commit_by_ai("a.cc");
  world.commit_by_ai("b.cc");
  sign(world, "origin/main..main~1", "security");
  CHECK(report_on(world, "origin/main..main").verdict.outcome == core::Outcome::blocked);
  sign(world, "main~1..main", "security");
  const core::Report report = report_on(world, "origin/main..main");
  CHECK(report.verdict.outcome == core::Outcome::pass);
  CHECK(report.verdict.items.at(0).counted.at(0).rung == core::Rung::composed);
}

TEST_CASE("a review holds by replay where its base moved elsewhere in the same file") {
  World world;
  const std::string before = "void f() {\n  open();\n}\n";
  const std::string after = before + std::string(k_ten_lines);
  world.repo().write("a.cc", before);
  world.publish("main", world.commit_policy());
  world.repo().write("a.cc", after);
  world.repo().commit(std::string(k_by_ai));
  sign(world, "origin/main..main", "security");

  world.repo().git({"checkout", "-q", "-B", "moved", "origin/main"});
  world.publish("main", world.repo().commit("a.cc", "int early;\n" + before));
  world.repo().write("a.cc", "int early;\n" + after);
  world.repo().commit(std::string(k_by_ai));
  const core::Report held = report_on(world, "origin/main..moved");
  CHECK(held.verdict.outcome == core::Outcome::pass);
  CHECK(held.verdict.items.at(0).counted.at(0).rung == core::Rung::replay);

  world.repo().write("a.cc", "int early;\n" + after + "11\n");
  world.repo().commit(std::string(k_by_ai));
  const core::Report stale = report_on(world, "origin/main..moved");
  CHECK(stale.verdict.outcome == core::Outcome::blocked);
  CHECK(stale.verdict.items.at(0).status == core::Status::stale);
  CHECK(stale.verdict.items.at(0).residual.at(0).path == "a.cc");
}

TEST_CASE("a declaration lowers what is undeclared and never what is AI") {
  World world;
  world.publish("main", world.commit_policy());
  world.repo().commit("by_hand", k_ten_lines);
  world.commit_by_ai("a.cc");
  Session session = world.session();
  Judgement judgement = settle(session, propose_range(session, "origin/main..main"));
  CHECK(judgement.report.verdict.metrics.undeclared == 10);

  Answers answers;
  answers.by_question["origin"] = "human";
  const auto records = declarations(session, judgement, answers, by_alice(world));
  REQUIRE(records.size() == 1);
  CHECK(records[0].steps.size() == 2);
  sign_and_append(session, authority_of(judgement.ground.governing), records, by_alice(world));

  const core::Metrics metrics = report_on(world, "origin/main..main").verdict.metrics;
  CHECK(metrics.ai == 10);
  CHECK(metrics.undeclared == 0);
  CHECK(metrics.human == 10);
}

TEST_CASE("what cannot be signed is said before anything is asked") {
  World world;
  world.publish("main", world.commit_policy());
  world.commit_by_ai("a.cc");
  const Session session = world.session();
  Judgement judgement = settle(session, propose_range(session, "origin/main..main"));
  CHECK_THROWS_WITH(approvals(session, judgement, "securty", {}, by_alice(world)),
                    Contains("the policy has no such item"));
  CHECK_THROWS_WITH(approvals(session, judgement, "policy-change", {}, by_alice(world)),
                    Contains("nothing in this change is in its paths"));
  judgement.ground.governing.policy.repo_id.clear();
  CHECK_THROWS_WITH(approvals(session, judgement, "security", {}, by_alice(world)),
                    Contains("no repo_id"));
}

TEST_CASE("a key's owner signs by name and a stranger by the configured address") {
  World world;
  const Session session = world.session();
  const std::vector<core::Signer> signers{
      {"bob@example.com", "ssh-ed25519", util::split(world.key().public_key, ' ').at(1), {}, {}}};
  world.repo().git({"config", "user.email", "carol@example.com"});
  CHECK(signer_name(session, signers, by_alice(world)) == "bob@example.com");
  CHECK(signer_name(world.session(), {}, by_alice(world)) == "carol@example.com");
  CHECK(signer_name(world.session(), signers, {}) == "carol@example.com");
}

TEST_CASE("a mode of warn lets the change through after saying why not") {
  World world;
  world.publish(
      "main", world.commit_policy(std::string(k_policy) + "[gate.pre-commit]\nmode = \"warn\"\n"));
  world.commit_by_ai("a.cc");
  const Session session = world.session();
  Proposal proposal = propose_range(session, "origin/main..main");
  CHECK(settle(session, proposal).report.verdict.outcome == core::Outcome::blocked);
  for (const core::Gate gate :
       {core::Gate::pre_commit, core::Gate::commit_msg, core::Gate::pre_merge_commit}) {
    proposal.gate = gate;
    CHECK(settle(session, proposal).report.verdict.outcome == core::Outcome::warn);
  }
  proposal.gate = core::Gate::pre_push;
  CHECK(settle(session, proposal).report.verdict.outcome == core::Outcome::blocked);
}

TEST_CASE("a change of the policy needs policy-change and must leave one that parses") {
  World world;
  world.publish("main", world.commit_policy());
  world.commit_policy(std::string(k_policy) + "# a remark\n");
  const core::Report report = report_on(world, "origin/main..main");
  REQUIRE(report.verdict.items.size() == 1);
  CHECK(report.verdict.items[0].id == "policy-change");
  CHECK(report.verdict.outcome == core::Outcome::blocked);

  world.commit_policy("schema = 1\nnonsense = 1\n");
  CHECK_THROWS_WITH(report_on(world, "origin/main..main"), Contains("nonsense"));
}

TEST_CASE("what the environment says of an agent counts for the commit about to be made") {
  World world;
  world.publish("main", world.commit_policy());
  world.repo().write("a.cc", k_ten_lines);
  world.repo().git({"add", "a.cc"});
  const Session by_hand = world.session();
  CHECK(settle(by_hand, propose_index(by_hand, "")).report.verdict.metrics.ai == 0);
  CHECK(acting_agent(by_hand).empty());
  const Session by_agent = world.session({{"CLAUDECODE", "1"}});
  const core::Report report = settle(by_agent, propose_index(by_agent, "")).report;
  CHECK(report.verdict.metrics.ai == 10);
  CHECK(report.by_agent);
  CHECK(acting_agent(by_agent).at(0).tool == "claude-code");
}

}  // namespace
}  // namespace sallyport::gate::test::judge_test
