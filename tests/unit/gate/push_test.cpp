#include "gate/judge.hpp"
#include "world.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace sallyport::gate::test::push_test {
namespace {

using Catch::Contains;

const std::string k_zero(40, '0');
const std::string k_one(40, '1');

/// What a push to a ref of the remote comes to; `from`: what the remote has there.
Judgement push(const World& world, const core::Oid& to, const std::string& ref,
               const core::Oid& from = {}) {
  const Session session = world.session();
  return settle(session, propose_push(session, {ref, from, to}, "origin"));
}

TEST_CASE("ref moves are read from the right") {
  const auto moves = parse_push("refs/heads/topic " + k_one + " refs/heads/main " + k_zero +
                                "\nHEAD@{2 days ago} " + k_one + " refs/heads/x " + k_one + "\n");
  REQUIRE(moves.size() == 2);
  CHECK(core::to_hex(moves[0].to) == k_one);
  CHECK(moves[0].ref == "refs/heads/main");
  CHECK(moves[0].from.is_zero());
  CHECK(moves[1].ref == "refs/heads/x");
  CHECK(parse_push("").empty());
}

TEST_CASE("a line that is no ref move is a usage error that shows it") {
  CHECK_THROWS_WITH(parse_push("nonsense\n"), Contains("pre-push line 'nonsense'"));
  CHECK_THROWS_WITH(parse_push("a xyz b " + k_one), Contains("cannot read"));
  CHECK_THROWS_WITH(parse_push("a " + k_one + " b 12"), Contains("cannot read"));
  CHECK_THROWS_WITH(parse_push("a " + k_one + " refs/heads/main\r " + k_one),
                    Contains("refs/heads/main\\x0d"));
}

TEST_CASE("a deletion, a push without a policy and the log are not judged") {
  World world;
  const core::Oid first = world.repo().commit("a", "1\n");
  CHECK(push(world, {}, "refs/heads/main").ground.note == "a deletion brings nothing in");
  CHECK_THAT(push(world, first, "refs/heads/main").ground.note, Contains("no policy"));
  const core::Oid second = world.commit_policy();
  CHECK(push(world, second, "refs/heads/sallyport/signoffs").ground.note ==
        "it is the sign-off log");
}

TEST_CASE("the log is told by the remote name alone") {
  World world;
  const std::string head = core::to_hex(world.commit_policy());
  const auto moves =
      parse_push("refs/heads/sallyport/signoffs " + head + " refs/heads/main " + k_zero + "\n");
  CHECK(push(world, moves.at(0).to, moves.at(0).ref).is_judged());
}

TEST_CASE("a tag of something that is no commit is not judged") {
  World world;
  world.commit_policy();
  const core::Oid blob = world.repo().git_oid({"hash-object", "-w", "--stdin"}, "text");
  CHECK(push(world, blob, "refs/tags/t").ground.note == "it names no commit");
}

TEST_CASE("a push to another branch is worked on and one to the target lands") {
  World world;
  world.publish("main", world.commit_policy());
  const core::Oid head = world.commit_by_ai("a.cc");

  const auto topic = push(world, head, "refs/heads/topic");
  REQUIRE(topic.is_judged());
  CHECK_FALSE(topic.report.lands);
  CHECK(topic.report.verdict.outcome == core::Outcome::blocked);
  CHECK(topic.report.gate == core::Gate::pre_push);

  const auto main = push(world, head, "refs/heads/main");
  REQUIRE(main.is_judged());
  CHECK(main.report.lands);
  CHECK(main.report.verdict.metrics.ai == 10);
  CHECK(main.report.target == "refs/heads/main");
}

TEST_CASE("a new release branch is judged from where it left the target") {
  World world;
  world.publish("main", world.commit_policy());
  const core::Oid head = world.commit_by_ai("a.cc");
  const auto pushed = push(world, head, "refs/heads/release/1");
  REQUIRE(pushed.is_judged());
  CHECK(pushed.report.lands);
  CHECK(pushed.report.target == "refs/heads/release/1");
  CHECK(pushed.report.verdict.metrics.files == 1);
}

TEST_CASE("what has landed on the target brings nothing new") {
  World world;
  const core::Oid base = world.commit_policy();
  const core::Oid head = world.commit_by_ai("a.cc");
  world.publish("main", head);
  world.publish("release/1", base);
  const auto same = push(world, head, "refs/heads/main", head);
  CHECK_FALSE(same.is_judged());
  CHECK(same.ground.note == "everything in it has landed already");
  const auto release = push(world, head, "refs/heads/release/1", base);
  CHECK(release.ground.note == "everything in it has landed already");
}

TEST_CASE(
    "a plain merge of the target into a release branch has landed and an edited one has not") {
  World world;
  const core::Oid base = world.commit_policy();
  world.publish("main", world.commit_by_ai("a.cc"));
  world.repo().git({"checkout", "-q", "-b", "release", core::to_hex(base)});
  const core::Oid old_tip = world.repo().commit("notes", "1\n");
  world.publish("release/1", old_tip);
  world.repo().git({"merge", "-q", "--no-edit", "main"});
  const core::Oid merged = world.repo().git_oid({"rev-parse", "HEAD"});
  CHECK(push(world, merged, "refs/heads/release/1", old_tip).ground.note ==
        "everything in it has landed already");

  world.repo().write("smuggled", k_ten_lines);
  world.repo().git({"add", "-A"});
  world.repo().git({"commit", "-q", "--amend", "--no-edit"});
  const core::Oid edited = world.repo().git_oid({"rev-parse", "HEAD"});
  CHECK(push(world, edited, "refs/heads/release/1", old_tip).is_judged());
}

TEST_CASE("a branch that shares no commit with the target is judged only where it lands") {
  World world;
  world.publish("main", world.commit_policy());
  world.repo().git({"checkout", "-q", "--orphan", "pages"});
  const core::Oid pages = world.repo().commit("index.html", "1\n");
  CHECK(push(world, pages, "refs/heads/gh-pages").ground.note ==
        "it shares no commit with the target");
  CHECK(push(world, pages, "refs/heads/main").is_judged());
}

TEST_CASE("the first push of an old project is judged from before its policy") {
  World world;
  world.commit_by_ai("old.cc");
  world.commit_policy();
  const core::Oid head = world.repo().commit("a", "1\n");
  world.repo().git({"config", "remote.origin.url", "https://git.example.com/acme/widgets"});
  const auto pushed = push(world, head, "refs/heads/main");
  REQUIRE(pushed.is_judged());
  CHECK(pushed.report.bootstrap);
  CHECK(pushed.report.verdict.metrics.ai == 0);
  CHECK(pushed.report.verdict.metrics.files == 3);
  CHECK(pushed.report.verdict.outcome == core::Outcome::pass);
}

}  // namespace
}  // namespace sallyport::gate::test::push_test
