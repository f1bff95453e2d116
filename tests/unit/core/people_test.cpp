#include "core/policy/people.hpp"

#include "builders.hpp"

#include <catch2/catch.hpp>

#include <chrono>

namespace sallyport::core::test::people_test {
namespace {

const std::string k_alice = "alice@example.com";
const std::string k_bob = "bob@example.com";
const std::string k_robot = "robot@example.com";
const std::string k_importer = "importer@example.com";

/// Alice has a table with addresses; Bob only a line in the signers; a service and an importer.
struct Team {
  Policy policy;
  std::vector<Signer> signers{signer_called(k_alice), signer_called(k_bob), signer_called(k_robot)};

  Team() {
    policy.principals[k_alice] = {
        k_alice, PrincipalKind::human, {"Alice@Home.example"}, {"github:583231"}};
    policy.principals[k_robot] = {k_robot, PrincipalKind::service, {}, {}};
    policy.principals[k_importer] = {k_importer, PrincipalKind::importer, {}, {}};
    policy.groups["security"] = {k_bob, k_robot};
  }

  [[nodiscard]] Principals who_made(const Commit& commit,
                                    const std::vector<std::string>& co_authors = {}) const {
    CommitEvidence evidence;
    evidence.human_co_authors = co_authors;
    return contributors({commit}, {evidence}, policy, signers);
  }
};

TEST_CASE("human principals are those of the policy and those with only a key") {
  const Team team;
  CHECK(human_principals(team.policy, team.signers) == Principals{k_alice, k_bob});
  CHECK(human_principals(team.policy, {}) == Principals{k_alice});
}

TEST_CASE("a key is held from its first second until before its last") {
  Team team;
  team.signers[0].valid_after = k_now;
  team.signers[1].valid_before = k_now;
  CHECK(human_key_holders(team.policy, team.signers, k_now) == Principals{k_alice});
  const auto earlier = k_now - std::chrono::seconds(1);
  CHECK(human_key_holders(team.policy, team.signers, earlier) == Principals{k_bob});
}

TEST_CASE("an account is the person whose table lists it, else anyone who lists none there") {
  const Team team;
  CHECK(possible_bearers("github:583231", team.policy, team.signers) == Principals{k_alice});
  CHECK(possible_bearers("github:7", team.policy, team.signers) == Principals{k_bob});
  CHECK(possible_bearers("gitlab:7", team.policy, team.signers) == Principals{k_alice, k_bob});
}

TEST_CASE("approvers are named ones and members of groups but never services") {
  const Team team;
  Item item = item_called("security");
  CHECK(eligible_approvers(item, team.policy, team.signers) == Principals{k_alice, k_bob});
  item.approvers = {"@security"};
  CHECK(eligible_approvers(item, team.policy, team.signers) == Principals{k_bob});
  item.approvers = {"@security", k_alice, k_robot, k_importer};
  CHECK(eligible_approvers(item, team.policy, team.signers) == Principals{k_alice, k_bob});
  item.approvers = {"@nobody", "stranger@example.com"};
  CHECK(eligible_approvers(item, team.policy, team.signers).empty());
}

TEST_CASE("an author is found by name, by another address and by forge number") {
  const Team team;
  CHECK(team.who_made(commit_by("ALICE@example.com")) == Principals{k_alice});
  CHECK(team.who_made(commit_by("alice@home.EXAMPLE")) == Principals{k_alice});
  CHECK(team.who_made(commit_by("583231+alice@users.noreply.github.com")) == Principals{k_alice});
  CHECK(team.who_made(commit_by("583232+alice@users.noreply.github.com")).empty());
  CHECK(team.who_made(commit_by("583231+alice@users.noreply.github.com.evil.example")).empty());
  CHECK(team.who_made(commit_by("583231-alice@users.noreply.gitlab.com")).empty());
  CHECK(team.who_made(commit_by("stranger@example.com")).empty());
  CHECK(team.who_made(commit_by("")).empty());
}

TEST_CASE("author and committer both contribute") {
  const Team team;
  Commit commit = commit_by(k_alice);
  commit.committer.email = k_bob;
  CHECK(team.who_made(commit) == Principals{k_alice, k_bob});
  commit.author.email = "stranger@example.com";
  CHECK(team.who_made(commit) == Principals{k_bob});
  commit.author.email = k_robot;
  CHECK(team.who_made(commit) == Principals{k_bob});
}

TEST_CASE("human co-authors contribute and do not keep the committer in") {
  const Team team;
  Commit commit = commit_by("stranger@example.com");
  CHECK(team.who_made(commit, {"alice@home.example"}) == Principals{k_alice});
  commit.committer.email = k_bob;
  CHECK(team.who_made(commit, {k_alice}) == Principals{k_alice, k_bob});
}

TEST_CASE("a merge that is the recomputed one has no contributors") {
  const Team team;
  Commit merge = commit_by(k_alice);
  merge.clean_merge = true;
  CHECK(team.who_made(merge, {k_bob}).empty());
}

TEST_CASE("who only updated the branch of a squash is no contributor as its co-author") {
  const Team team;
  Commit squash = commit_by("stranger@example.com");
  squash.id = oid(1);
  CommitEvidence evidence;
  evidence.human_co_authors = {k_alice, k_bob};
  const auto who = [&](const std::set<Updater>& updaters) {
    return contributors({squash}, {evidence}, team.policy, team.signers, updaters);
  };
  CHECK(who({{*squash.id, k_alice}}) == Principals{k_bob});
  CHECK(who({{oid(2), k_alice}}) == Principals{k_alice, k_bob});
  squash.author.email = k_alice;
  CHECK(who({{*squash.id, k_alice}}) == Principals{k_alice, k_bob});
}

TEST_CASE("an item that needs a signature needs somebody with a valid key") {
  Team team;
  CHECK_FALSE(missing_signers(team.policy, {}, k_now));
  team.policy.items["security"] = item_called("security");
  CHECK_FALSE(missing_signers(team.policy, team.signers, k_now));
  CHECK(missing_signers(team.policy, {}, k_now) ==
        "item 'security' needs a signature, and no person has a key that is valid now");
  CHECK(missing_signers(team.policy, {signer_called(k_robot)}, k_now));

  team.policy.items["security"].signature_required = false;
  CHECK_FALSE(missing_signers(team.policy, {}, k_now));
}

}  // namespace
}  // namespace sallyport::core::test::people_test
