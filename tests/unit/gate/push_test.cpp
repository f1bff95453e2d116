#include "gate/push.hpp"

#include "world.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace sallyport::gate::test {
namespace {

using Catch::Contains;

const std::string k_zero(40, '0');
const std::string k_one(40, '1');

/// The push of `local` to a ref of the remote that is new there.
RefUpdate push_of(const core::Oid& local, const std::string& remote_ref) {
  return {"HEAD", local, remote_ref, {}};
}

TEST_CASE("ref updates are read from the right") {
  const auto updates =
      parse_ref_updates("refs/heads/topic " + k_one + " refs/heads/main " + k_zero +
                        "\nHEAD@{2 days ago} " + k_one + " refs/heads/x " + k_one + "\n");
  REQUIRE(updates.size() == 2);
  CHECK(updates[0].local_ref == "refs/heads/topic");
  CHECK(core::to_hex(updates[0].local_oid) == k_one);
  CHECK(updates[0].remote_ref == "refs/heads/main");
  CHECK(updates[0].remote_oid.is_zero());
  CHECK(updates[1].local_ref == "HEAD@{2 days ago}");
  CHECK(parse_ref_updates("").empty());
}

TEST_CASE("a line that is no ref update is a usage error that shows it") {
  CHECK_THROWS_WITH(parse_ref_updates("nonsense\n"), Contains("pre-push line 'nonsense'"));
  CHECK_THROWS_WITH(parse_ref_updates("a xyz b " + k_one), Contains("cannot read"));
  CHECK_THROWS_WITH(parse_ref_updates("a " + k_one + " b 12"), Contains("cannot read"));
}

TEST_CASE("the log is told by the remote name alone") {
  CHECK(is_log_update({"x", {}, "refs/heads/sallyport/signoffs", {}}, "sallyport/signoffs"));
  CHECK_FALSE(is_log_update({"refs/heads/sallyport/signoffs", {}, "refs/heads/main", {}},
                            "sallyport/signoffs"));
}

TEST_CASE("a deletion, a push without a policy and the log are not judged") {
  World world;
  const core::Oid first = world.repo().commit("a", "1\n");
  CHECK(judge_update(world.session(), push_of({}, "refs/heads/main"), "origin").note ==
        "a deletion brings nothing in");
  CHECK_THAT(judge_update(world.session(), push_of(first, "refs/heads/main"), "origin").note,
             Contains("no policy"));
  const core::Oid second = world.commit_policy();
  CHECK(judge_update(world.session(), push_of(second, "refs/heads/sallyport/signoffs"), "origin")
            .note == "it is the sign-off log");
}

TEST_CASE("a tag of something that is no commit is not judged") {
  World world;
  world.commit_policy();
  const core::Oid blob = world.repo().git_oid({"hash-object", "-w", "--stdin"}, "text");
  CHECK(judge_update(world.session(), push_of(blob, "refs/tags/t"), "origin").note ==
        "it names no commit");
}

TEST_CASE("a push to another branch is worked on and one to the target lands") {
  World world;
  world.publish("main", world.commit_policy());
  const core::Oid head = world.commit_by_ai("a.cc");

  const auto topic = judge_update(world.session(), push_of(head, "refs/heads/topic"), "origin");
  REQUIRE(topic.judgement);
  CHECK_FALSE(topic.judgement->report.lands);
  CHECK(topic.judgement->report.verdict.outcome == core::Outcome::blocked);
  CHECK(topic.judgement->report.gate == core::Gate::pre_push);

  const auto main = judge_update(world.session(), push_of(head, "refs/heads/main"), "origin");
  REQUIRE(main.judgement);
  CHECK(main.judgement->report.lands);
  CHECK(main.judgement->report.verdict.metrics.ai == 10);
  CHECK(main.judgement->report.target == "refs/heads/main");
}

TEST_CASE("a new release branch is judged from where it left the target") {
  World world;
  world.publish("main", world.commit_policy());
  const core::Oid head = world.commit_by_ai("a.cc");
  const auto pushed =
      judge_update(world.session(), push_of(head, "refs/heads/release/1"), "origin");
  REQUIRE(pushed.judgement);
  CHECK(pushed.judgement->report.lands);
  CHECK(pushed.judgement->report.target == "refs/heads/release/1");
  CHECK(pushed.judgement->report.verdict.metrics.files == 1);
}

TEST_CASE("what has landed on the target brings nothing new") {
  World world;
  const core::Oid base = world.commit_policy();
  const core::Oid head = world.commit_by_ai("a.cc");
  world.publish("main", head);
  world.publish("release/1", base);
  const auto same =
      judge_update(world.session(), {"HEAD", head, "refs/heads/main", head}, "origin");
  CHECK_FALSE(same.judgement);
  CHECK(same.note == "everything in it has landed already");
  const auto release =
      judge_update(world.session(), {"HEAD", head, "refs/heads/release/1", base}, "origin");
  CHECK(release.note == "everything in it has landed already");
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
  CHECK(judge_update(world.session(), {"HEAD", merged, "refs/heads/release/1", old_tip}, "origin")
            .note == "everything in it has landed already");

  world.repo().write("smuggled", k_ten_lines);
  world.repo().git({"add", "-A"});
  world.repo().git({"commit", "-q", "--amend", "--no-edit"});
  const core::Oid edited = world.repo().git_oid({"rev-parse", "HEAD"});
  CHECK(judge_update(world.session(), {"HEAD", edited, "refs/heads/release/1", old_tip}, "origin")
            .judgement);
}

TEST_CASE("a branch that shares no commit with the target is judged only where it lands") {
  World world;
  world.publish("main", world.commit_policy());
  world.repo().git({"checkout", "-q", "--orphan", "pages"});
  const core::Oid pages = world.repo().commit("index.html", "1\n");
  CHECK(judge_update(world.session(), push_of(pages, "refs/heads/gh-pages"), "origin").note ==
        "it shares no commit with the target");
  CHECK(judge_update(world.session(), push_of(pages, "refs/heads/main"), "origin").judgement);
}

TEST_CASE("the first push of an old project is judged from before its policy") {
  World world;
  world.commit_by_ai("old.cc");
  world.commit_policy();
  const core::Oid head = world.repo().commit("a", "1\n");
  world.repo().git({"config", "remote.origin.url", "https://git.example.com/acme/widgets"});
  const auto pushed = judge_update(world.session(), push_of(head, "refs/heads/main"), "origin");
  REQUIRE(pushed.judgement);
  CHECK(pushed.judgement->report.bootstrap);
  CHECK(pushed.judgement->report.verdict.metrics.ai == 0);
  CHECK(pushed.judgement->report.verdict.metrics.files == 3);
  CHECK(pushed.judgement->report.verdict.outcome == core::Outcome::pass);
}

}  // namespace
}  // namespace sallyport::gate::test
