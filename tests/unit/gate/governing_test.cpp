#include "gate/governing.hpp"

#include "world.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>

namespace sallyport::gate::test::governing_test {
namespace {

using Catch::Contains;

core::Oid tree_of_head(World& world) {
  return world.repo().git_oid({"rev-parse", "HEAD^{tree}"});
}

TEST_CASE("policy and signers come from the target's tip and never from the work tree or HEAD") {
  World world;
  world.publish("main", world.commit_policy());
  world.write_policy(std::string(k_policy) + "# loosened\n");
  world.repo().write(".sallyport/allowed_signers", "");
  world.repo().commit("Loosen it");
  const Session session = world.session();
  const auto governing =
      find_governing({session, {*landing_target(session)}, {}, tree_of_head(world)});
  REQUIRE(governing);
  CHECK_FALSE(governing->bootstrap);
  CHECK(governing->origin.source == "refs/remotes/origin/main:.sallyport/policy.toml");
  REQUIRE(governing->signers.size() == 1);
  CHECK(governing->signers[0].principal == "alice@example.com");
}

TEST_CASE("a target without a policy is judged by the default branch's") {
  World world;
  const core::Oid before = world.repo().commit("a", "1\n");
  world.publish("main", world.commit_policy());
  world.publish("release/1", before);
  world.repo().git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"});
  const Session session = world.session();
  CHECK(default_branch(session)->ref == "refs/heads/main");
  const auto governing =
      find_governing({session, {target_named(session, "release/1")}, {}, core::empty_tree()});
  REQUIRE(governing);
  CHECK(governing->origin.source == "refs/remotes/origin/main:.sallyport/policy.toml");
}

TEST_CASE("a gated branch that brings its own policy is judged by that of the target it names") {
  World world;
  const core::Oid loose = world.commit_policy();
  world.write_policy(std::string(k_policy) + "# stricter\n");
  world.publish("main", world.repo().commit("Be stricter"));
  world.publish("release/1", loose);
  const Session session = world.session();
  const auto governing =
      find_governing({session, {target_named(session, "release/1")}, {}, core::empty_tree()});
  REQUIRE(governing);
  CHECK(governing->origin.source == "refs/remotes/origin/main:.sallyport/policy.toml");
}

TEST_CASE("until the target has a policy the change brings its own and needs a key") {
  World world;
  world.publish("main", world.repo().commit("a", "1\n"));
  world.commit_policy();
  const Session session = world.session();
  const Target target = target_named(session, "main");
  CHECK(find_governing({session, {target}, {}, tree_of_head(world)})->bootstrap);
  CHECK_FALSE(find_governing({session, {target}, {}, core::empty_tree()}));

  world.repo().write(".sallyport/allowed_signers", "");
  world.repo().commit("Lose the key");
  CHECK_THROWS_WITH(find_governing({session, {target}, {}, tree_of_head(world)}),
                    Contains("no person has a key that is valid now"));
}

}  // namespace
}  // namespace sallyport::gate::test::governing_test
