#include "gate/facts.hpp"
#include "world.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

namespace sallyport::gate::test::trust_test {
namespace {

using Paths = std::set<std::string>;

/// The trust roots among everything that HEAD changed.
Paths roots_of_last_commit(World& world, const core::Policy& policy = {}) {
  const Session session = world.session();
  const auto base = world.repo().git_oid({"rev-parse", "HEAD~1"});
  const auto head = world.repo().git_oid({"rev-parse", "HEAD"});
  const auto request = git::Sandbox::range(session.repository, base, head);
  return touched_trust_roots(session, session.repository.read_change(request), policy);
}

TEST_CASE("everything below .sallyport is a trust root in any case") {
  World world;
  world.repo().commit("a", "1\n");
  world.repo().write(".sallyport/policy.toml", "x");
  world.repo().write(".Sallyport/extra/file", "x");
  world.repo().write("docs/.sallyport/other", "x");
  world.repo().commit("Add files");
  CHECK(roots_of_last_commit(world) == Paths{".Sallyport/extra/file", ".sallyport/policy.toml"});
}

TEST_CASE("a file that takes the name of the folder is a trust root") {
  World world;
  world.repo().commit("a", "1\n");
  world.repo().commit(".sallyport", "x");
  CHECK(roots_of_last_commit(world) == Paths{".sallyport"});
}

TEST_CASE("CI and hook-manager files are trust roots when they mention the gate on either side") {
  World world;
  world.repo().write(".github/workflows/gone.yml", "run: Sallyport ci\n");
  world.repo().write(".github/workflows/other.yml", "run: make\n");
  world.repo().write("lefthook.yml", "run: sallyport hook\n");
  world.repo().commit("Add files");
  world.repo().write(".github/workflows/gone.yml", "run: true\n");
  world.repo().write(".github/workflows/other.yml", "run: make check\n");
  world.repo().write(".husky/pre-push", "sallyport hook pre-push\n");
  world.repo().write("docs/lefthook.yml", "sallyport\n");
  world.repo().git({"rm", "-q", "lefthook.yml"});
  world.repo().commit("Change files");
  CHECK(roots_of_last_commit(world) ==
        Paths{".github/workflows/gone.yml", ".husky/pre-push", "lefthook.yml"});
}

TEST_CASE("every folder that a hook manager reads its configuration from is watched") {
  World world;
  world.repo().commit("a", "1\n");
  world.repo().write(".config/lefthook.yml", "run: sallyport hook\n");
  world.repo().write(".config/hk.pkl", "sallyport\n");
  world.repo().write(".config/other.yml", "sallyport\n");
  world.repo().commit("Add files");
  CHECK(roots_of_last_commit(world) == Paths{".config/hk.pkl", ".config/lefthook.yml"});
}

TEST_CASE("a CI definition that is a link is a trust root unread") {
  World world;
  world.repo().commit("a", "1\n");
  std::filesystem::create_symlink("ci/build.yml", world.repo().path() / ".gitlab-ci.yml");
  world.repo().commit("Link it");
  CHECK(roots_of_last_commit(world) == Paths{".gitlab-ci.yml"});
}

TEST_CASE("the policy names more trust roots") {
  World world;
  world.repo().commit("a", "1\n");
  world.repo().write("infra/CI/deploy.sh", "x");
  world.repo().write("src/a.cc", "x");
  world.repo().commit("Add files");
  core::Policy policy;
  policy.trust_paths = {"infra/ci/**"};
  CHECK(roots_of_last_commit(world, policy) == Paths{"infra/CI/deploy.sh"});
}

}  // namespace
}  // namespace sallyport::gate::test::trust_test
