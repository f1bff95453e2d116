#include "gate/proposal.hpp"

#include "gate/blocked.hpp"
#include "gate/ground.hpp"
#include "world.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>

namespace sallyport::gate::test::proposal_test {
namespace {

using Catch::Contains;

std::string argument_of_default(const World& world) {
  const Session session = world.session();
  return ground(session, propose_default(session)).argument;
}

TEST_CASE("a staged change is judged against HEAD as the commit it would make") {
  World world;
  const core::Oid head = world.commit_policy();
  world.repo().write("a", "1\n");
  world.repo().git({"add", "a"});
  const Session session = world.session();
  const Ground change = ground(session, propose_index(session, "Add a\n"));
  REQUIRE(change.bases.size() == 1);
  CHECK(change.bases[0].commit == head);
  CHECK(change.head.tree == world.repo().git_oid({"write-tree"}));
  REQUIRE(change.commits.size() == 1);
  CHECK_FALSE(change.commits[0].id);
  CHECK(change.commits[0].author.email == "alice@example.com");
  CHECK(change.commits[0].message == "Add a\n");
  CHECK(change.branch == "main");
  CHECK(change.argument == "--staged");
}

TEST_CASE("before the first commit the base is the empty tree") {
  World world;
  world.write_policy();
  world.repo().git({"add", "-A"});
  const Session session = world.session();
  const Ground change = ground(session, propose_index(session, ""));
  CHECK_FALSE(change.bases.at(0).commit);
  CHECK(change.bases[0].tree == core::empty_tree());
}

TEST_CASE("a merge in progress is judged without what the target has landed") {
  World world;
  const core::Oid base = world.commit_policy();
  world.repo().git({"checkout", "-q", "-b", "topic"});
  world.commit_by_ai("topic.cc");
  world.repo().git({"checkout", "-q", "main"});
  const core::Oid landed = world.repo().commit("main.cc", "1\n");
  world.publish("main", landed);
  world.repo().git({"checkout", "-q", "topic"});
  world.repo().git({"merge", "-q", "--no-commit", "--no-ff", "main"});
  const Session session = world.session();
  const Ground change = ground(session, propose_index(session, ""));
  REQUIRE(change.bases.size() == 1);
  CHECK(change.bases[0].commit == landed);
  CHECK(change.bases[0].commit != base);
  CHECK(change.commits.size() == 2);
  CHECK(change.commits.back().parents.size() == 2);
}

TEST_CASE("a range goes from the merge base to its end") {
  World world;
  const core::Oid base = world.commit_policy();
  world.repo().git({"checkout", "-q", "-b", "topic"});
  const core::Oid head = world.commit_by_ai("topic.cc");
  world.repo().git({"checkout", "-q", "main"});
  world.repo().commit("main.cc", "1\n");
  const Session session = world.session();
  const Ground change = ground(session, propose_range(session, "main..topic"));
  REQUIRE(change.bases.size() == 1);
  CHECK(change.bases[0].commit == base);
  CHECK(change.head.commit == head);
  CHECK(change.commits.size() == 1);
  CHECK(change.branch == "topic");
  CHECK(change.target->ref == "refs/heads/main");
  CHECK(change.argument == "--range main..topic");
  CHECK(propose_range(session, "topic..").head.commit ==
        world.repo().git_oid({"rev-parse", "main"}));
}

TEST_CASE("every best merge base of a criss-cross is judged") {
  World world;
  world.commit_policy();
  world.repo().git({"checkout", "-q", "-b", "other"});
  const core::Oid left = world.repo().commit("left", "1\n");
  world.repo().git({"checkout", "-q", "main"});
  const core::Oid right = world.repo().commit("right", "1\n");
  world.repo().git({"merge", "-q", "--no-edit", core::to_hex(left)});
  world.repo().git({"checkout", "-q", "other"});
  world.repo().git({"merge", "-q", "--no-edit", core::to_hex(right)});
  const Session session = world.session();
  CHECK(ground(session, propose_range(session, "main..other")).bases.size() == 2);
}

TEST_CASE("a range may name trees") {
  World world;
  world.commit_policy();
  const std::string tree = world.repo().git({"rev-parse", "HEAD^{tree}"});
  const Session session = world.session();
  const Ground change =
      ground(session, propose_range(session, core::to_hex(core::empty_tree()) + ".." + tree));
  CHECK_FALSE(change.head.commit);
  CHECK(core::to_hex(change.head.tree) == tree);
  CHECK(change.bases.at(0).tree == core::empty_tree());
}

TEST_CASE("a range that cannot be read or found is a usage error") {
  World world;
  world.commit_policy();
  const Session session = world.session();
  for (const std::string range : {"main", "..main", "main...main", ""}) {
    CHECK_THROWS_WITH(propose_range(session, range), Contains("cannot read the range"));
  }
  CHECK_THROWS_WITH(propose_range(session, "nowhere..main"), Contains("cannot find 'nowhere'"));
}

TEST_CASE("a blocked change is remembered with its evidence and forgotten") {
  World world;
  world.commit_policy();
  Session session = world.session();
  CHECK_FALSE(last_blocked(session));
  const core::Evidence evidence{"cursor/env",
                                "cursor",
                                core::EvidenceKind::env,
                                core::Strength::strong,
                                core::Position::environment,
                                "A\xff\n"};
  remember_blocked(
      session,
      {core::empty_tree(), session.repository.index_tree(), "refs/heads/m\xff", {evidence}});
  const auto blocked = last_blocked(session);
  REQUIRE(blocked);
  CHECK(blocked->base_tree == core::empty_tree());
  CHECK(blocked->head_tree == session.repository.index_tree());
  CHECK(blocked->target == "refs/heads/m\xff");
  CHECK(blocked->evidence == std::vector<core::Evidence>{evidence});
  forget_blocked(session);
  CHECK_FALSE(last_blocked(session));
}

TEST_CASE("a file of a blocked change that is damaged is none") {
  const World world;
  const Session session = world.session();
  for (const std::string text : {"", "{", "[]", "{\"base_tree\":1}", "{\"base_tree\":\"12\"}"}) {
    util::write_file(session.repository.git_dir() / "sallyport/blocked", text);
    CHECK_FALSE(last_blocked(session));
  }
}

TEST_CASE("when nothing is said it is the blocked change, the staged one, then the branch") {
  World world;
  world.publish("main", world.commit_policy());
  world.repo().git({"checkout", "-q", "-b", "topic"});
  world.commit_by_ai("a.cc");
  CHECK(argument_of_default(world) == "--range origin/main..topic");

  world.repo().write("b", "1\n");
  world.repo().git({"add", "b"});
  CHECK(argument_of_default(world) == "--staged");

  Session session = world.session();
  const core::Oid head_tree = world.repo().git_oid({"rev-parse", "HEAD^{tree}"});
  remember_blocked(session, {head_tree, core::empty_tree(), "refs/heads/main", {}});
  const Ground blocked = ground(session, propose_default(session));
  CHECK(blocked.description == "the commit that was blocked last");
  CHECK(blocked.head.tree == core::empty_tree());

  remember_blocked(session, {core::empty_tree(), core::empty_tree(), "refs/heads/main", {}});
  CHECK(argument_of_default(world) == "--staged");
}

}  // namespace
}  // namespace sallyport::gate::test::proposal_test
