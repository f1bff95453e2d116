#include "gate/target.hpp"

#include "world.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>

namespace sallyport::gate::test::target_test {
namespace {

TEST_CASE("a ref is gated when it is the target or matches refs") {
  core::Policy policy;
  policy.target = "refs/heads/main";
  policy.refs = {"refs/heads/release/*"};
  CHECK(is_gated(policy, "refs/heads/main"));
  CHECK(is_gated(policy, "refs/heads/release/1"));
  CHECK_FALSE(is_gated(policy, "refs/heads/release/1/x"));
  CHECK_FALSE(is_gated(policy, "refs/heads/topic"));
  CHECK_FALSE(is_gated(policy, "refs/tags/main"));
}

TEST_CASE("the target's commits are the remote's and the local branch counts only without one") {
  World world;
  const core::Oid old_tip = world.commit_policy();
  CHECK(target_named(world.session(), "main").tip == old_tip);
  world.publish("main", old_tip);
  world.repo().commit("a", "1\n");
  const Target target = target_named(world.session(), "refs/heads/main");
  CHECK(target.tip == old_tip);
  CHECK(target.tip_name == "refs/remotes/origin/main");
  CHECK(target.commits == std::vector<core::Oid>{old_tip});
}

TEST_CASE("of several copies of the target the one that contains the others is its tip") {
  World world;
  const core::Oid old_tip = world.commit_policy();
  const core::Oid new_tip = world.repo().commit("a", "1\n");
  world.publish("main", old_tip);
  world.repo().git({"config", "remote.upstream.url", "https://git.example.com/acme/upstream"});
  world.repo().git({"update-ref", "refs/remotes/upstream/main", core::to_hex(new_tip)});
  const Target target = target_named(world.session(), "refs/for/main");
  CHECK(target.ref == "refs/heads/main");
  CHECK(target.commits.size() == 2);
  CHECK(target.tip == new_tip);
  CHECK(target.tip_name == "refs/remotes/upstream/main");
}

TEST_CASE("the landing target is the named base, the branch's own, or the policy's") {
  World world;
  world.commit_policy();
  world.repo().git({"branch", "release/1"});
  world.repo().git({"checkout", "-q", "-b", "topic"});
  CHECK(landing_target(world.session())->ref == "refs/heads/main");
  CHECK(landing_of_stack(world.session(), target_named(world.session(), "release/1")).ref ==
        "refs/heads/release/1");
  world.repo().git({"config", "branch.topic.sallyportTarget", "release/1"});
  CHECK(landing_target(world.session())->ref == "refs/heads/release/1");
  CHECK(landing_of_stack(world.session(), target_named(world.session(), "main")).ref ==
        "refs/heads/main");
}

TEST_CASE("of the gated refs the nearest is the target and ties go to the policy's") {
  World world;
  world.commit_policy();
  world.repo().git({"branch", "release/1"});
  CHECK(landing_target(world.session())->ref == "refs/heads/main");
  world.repo().git({"checkout", "-q", "release/1"});
  world.repo().commit("fix", "1\n");
  world.repo().git({"checkout", "-q", "-b", "topic"});
  world.repo().commit("more", "1\n");
  CHECK(landing_target(world.session())->ref == "refs/heads/release/1");
}

TEST_CASE("without policy or remote there is no target") {
  World world;
  world.repo().commit("a", "1\n");
  CHECK_FALSE(landing_target(world.session()));
  CHECK_FALSE(default_branch(world.session()));
}

}  // namespace
}  // namespace sallyport::gate::test::target_test
