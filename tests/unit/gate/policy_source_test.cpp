#include "gate/policy_source.hpp"

#include "gate/evidence.hpp"
#include "util/error.hpp"
#include "world.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

namespace sallyport::gate::test::policy_source_test {
namespace {

using Catch::Contains;

core::Oid tree_of_head(World& world) {
  return world.repo().git_oid({"rev-parse", "HEAD^{tree}"});
}

TEST_CASE("a tree without a policy has none to govern by") {
  World world;
  world.repo().commit("a", "1\n");
  CHECK_FALSE(governing_in(world.session(), tree_of_head(world), "HEAD"));
}

TEST_CASE("a policy that is a link or a folder that is a file cannot be read") {
  World world;
  std::filesystem::create_directory(world.repo().path() / ".sallyport");
  std::filesystem::create_symlink("elsewhere", world.repo().path() / ".sallyport/policy.toml");
  world.repo().commit("Link it");
  CHECK_THROWS_WITH(governing_in(world.session(), tree_of_head(world), "HEAD"),
                    Contains("it is no regular file"));
  world.repo().git({"rm", "-q", "-r", ".sallyport"});
  world.repo().commit(".sallyport", "x");
  CHECK_THROWS_WITH(governing_in(world.session(), tree_of_head(world), "HEAD"),
                    Contains("'.sallyport' is no folder"));
}

TEST_CASE("a policy with faults ends the run with all of them") {
  World world;
  world.commit_policy("schema = 1\nfirst = 1\nsecond = 2\n");
  CHECK_THROWS_WITH(governing_in(world.session(), tree_of_head(world), "HEAD"),
                    Contains(".sallyport/policy.toml:2:1: error:") &&
                        Contains(".sallyport/policy.toml:3:1: error:"));
}

TEST_CASE("a policy may extend a file of the same tree") {
  World world;
  world.write_policy("schema = 1\nextends = \"./base.toml\"\n[signoffs]\ndeclare_max = 7\n");
  world.repo().write(".sallyport/base.toml", k_policy);
  world.repo().write("base.toml", k_policy);
  world.repo().commit("Extend it");
  const auto governing = governing_in(world.session(), tree_of_head(world), "HEAD");
  REQUIRE(governing);
  CHECK(governing->policy.repo_id == "acme/widgets");
  CHECK(governing->policy.declare_max == 7);
}

TEST_CASE("a policy that is known already keeps the name of the place it is asked at") {
  World world;
  world.commit_policy();
  const core::Oid first = tree_of_head(world);
  world.repo().commit("a", "1\n");
  const Session session = world.session();
  CHECK(governing_in(session, first, "one")->origin.source == "one:.sallyport/policy.toml");
  CHECK(governing_in(session, tree_of_head(world), "other")->origin.source ==
        "other:.sallyport/policy.toml");
  CHECK(session.policies.size() == 1);
}

TEST_CASE("a policy is read anew where only a file that it extends or its signers changed") {
  World world;
  world.write_policy("schema = 1\nextends = \"./base.toml\"\n");
  world.repo().write(".sallyport/base.toml", k_policy);
  world.repo().commit("Extend it");
  const core::Oid first = tree_of_head(world);
  world.repo().write(".sallyport/base.toml",
                     std::string(k_policy) + "[signoffs]\ndeclare_max = 7\n");
  world.repo().commit("Change what it extends");
  const core::Oid second = tree_of_head(world);
  world.repo().write(".sallyport/allowed_signers", "");
  world.repo().commit("Lose the key");
  const Session session = world.session();
  CHECK(governing_in(session, first, "first")->policy.declare_max == 0);
  CHECK(governing_in(session, second, "second")->policy.declare_max == 7);
  CHECK(governing_in(session, second, "second")->signers.size() == 1);
  CHECK(governing_in(session, tree_of_head(world), "third")->signers.empty());
}

TEST_CASE("the rules of one policy find nothing under another of the same session") {
  World world;
  const auto rule = [](const std::string& match) {
    return std::string(k_policy) +
           "[[detect.rule]]\nid = \"acme/mark\"\nkind = \"subject\"\nmatch = \"" + match + "\"\n";
  };
  world.commit_policy(rule("^one"));
  const core::Oid first = tree_of_head(world);
  world.commit_policy(rule("^two"));
  const Session session = world.session();
  const auto one = governing_in(session, first, "one");
  const auto two = governing_in(session, tree_of_head(world), "two");
  core::Commit commit;
  commit.message = "one\n";
  CHECK(detector_of(session, one->policy).examine(commit).evidence.size() == 1);
  CHECK(detector_of(session, two->policy).examine(commit).evidence.empty());
  CHECK(detector_of(session, {}).examine(commit).evidence.empty());
  CHECK(session.detectors.size() == 3);
}

TEST_CASE("a policy can be pinned to a commit") {
  World world;
  const core::Oid first = world.commit_policy();
  world.commit_policy(std::string(k_policy) + "[signoffs]\ndeclare_max = 9\n");
  Session session = world.session();
  CHECK_FALSE(pinned_policy(session));
  session.pin.policy_ref = core::to_hex(first);
  CHECK(pinned_policy(session)->policy.declare_max == 0);
  session.pin.policy_ref = "HEAD";
  CHECK(pinned_policy(session)->policy.declare_max == 9);
  session.pin.policy_ref = "nowhere";
  CHECK_THROWS_WITH(pinned_policy(session), Contains("there is no such commit"));
}

TEST_CASE("a policy can be pinned by the name of a bundled one") {
  World world;
  Session session = world.session();
  session.pin.policy = "standard";
  CHECK(pinned_policy(session)->policy.items.contains("scalability"));
  session.pin.policy = "standrad";
  CHECK_THROWS_WITH(pinned_policy(session), Contains("no such file, and no bundled policy"));
  session.pin = {.policy = "", .signers_file = "allowed_signers", .policy_ref = ""};
  CHECK_THROWS_WITH(pinned_policy(session), Contains("--signers needs --policy"));
}

TEST_CASE("a policy pinned to a file has the signers that are given with it, or none") {
  World world;
  world.write_policy();
  Session session = world.session();
  const auto folder = world.repo().path() / ".sallyport";
  session.pin.policy = (folder / "policy.toml").string();
  CHECK(pinned_policy(session)->signers.empty());
  CHECK(pinned_policy(session)->warnings ==
        std::vector<std::string>{"nobody can sign off: --policy was given without --signers"});
  session.pin.signers_file = (folder / "allowed_signers").string();
  CHECK(pinned_policy(session)->signers.size() == 1);
  session.pin.signers_file = (folder / "nothing").string();
  CHECK_THROWS_WITH(pinned_policy(session), Contains("no such file"));
}

}  // namespace
}  // namespace sallyport::gate::test::policy_source_test
