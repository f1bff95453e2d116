#include "gate/ground.hpp"

#include "gate/ci.hpp"
#include "gate/local.hpp"
#include "util/error.hpp"
#include "world.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::gate::test::ground_test {
namespace {

using Catch::Contains;

/// Where there is a policy in the world below. The change brings one in all but the last.
enum class Where { pinned, default_branch, own_tip, base, change, nowhere };

/// A topic with one commit, meant for `release/1`, which left `main` at its first commit. All of
/// these are known as remote-tracking copies and as branches of this repository.
class Places : public World {
 public:
  explicit Places(Where where) : where_(where) {
    repo().write("a", "1\n");
    base_ = commit(where == Where::base);
    branch("release/1", where == Where::own_tip);
    branch("main", where == Where::default_branch);
    branch("topic", where != Where::nowhere);
    publish("main", tip("main"));
    publish("release/1", tip("release/1"));
    repo().git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"});
    repo().git({"config", "branch.topic.sallyportTarget", "release/1"});
  }

  [[nodiscard]] core::Oid tip(const std::string& branch) {
    return repo().git_oid({"rev-parse", branch});
  }

  /// The session of a run that pins a policy where that is the place.
  [[nodiscard]] Session run() const {
    Session run = session();
    if (where_ == Where::pinned) {
      run.pin.policy_ref = "topic";
    }
    return run;
  }

  [[nodiscard]] RefMove to_release() {
    return {"refs/heads/release/1", tip("release/1"), tip("topic")};
  }

  [[nodiscard]] ci::Event request() {
    ci::Event event;
    event.kind = ci::EventKind::pull_request;
    event.head = core::to_hex(tip("topic"));
    event.target = "refs/heads/release/1";
    event.default_branch = "refs/heads/main";
    return event;
  }

 private:
  core::Oid commit(bool with_policy) {
    if (with_policy) {
      write_policy();
    } else {
      repo().git({"rm", "-q", "-r", "--ignore-unmatch", ".sallyport"});
    }
    return repo().commit("Go on");
  }

  void branch(const std::string& name, bool with_policy) {
    repo().git({"checkout", "-q", "-B", name, core::to_hex(base_)});
    repo().write(name, "1\n");
    commit(with_policy);
  }

  Where where_;
  core::Oid base_;
};

/// Where the policy of a proposal comes from, or why nothing judges it.
std::string policy_of(const Session& session, const Proposal& proposal) {
  try {
    const Ground found = ground(session, proposal);
    return found.note.empty() ? found.governing.origin.source : found.note;
  } catch (const util::Error& error) {
    return error.what();
  }
}

Proposal of_index(Places& /*world*/, const Session& session) {
  Proposal proposal = propose_index(session, "");
  proposal.unruled = Unruled::passed;
  return proposal;
}

Proposal of_branch(Places& /*world*/, const Session& session) {
  return propose_default(session);
}

Proposal of_range(Places& /*world*/, const Session& session) {
  return propose_range(session, "origin/release/1..topic");
}

Proposal of_push(Places& world, const Session& session) {
  return propose_push(session, world.to_release(), "origin");
}

Proposal of_move(Places& world, const Session& session) {
  return propose_move(session, world.to_release(),
                      target_named(session, "refs/heads/main", Copies::own));
}

Proposal of_request(Places& world, const Session& session) {
  return propose_event(session, world.request());
}

/// What each kind of proposal is judged by, in the order of `Where`.
struct Row {
  std::string_view kind;
  Proposal (*propose)(Places& world, const Session& session);
  std::array<std::string_view, 6> expected;
};

constexpr std::string_view k_release = "refs/remotes/origin/release/1:.sallyport/policy.toml";
constexpr std::string_view k_main = "refs/remotes/origin/main:.sallyport/policy.toml";
constexpr std::string_view k_base = "the base:.sallyport/policy.toml";
constexpr std::string_view k_change = "the change itself:.sallyport/policy.toml";
constexpr std::string_view k_pinned = "topic:.sallyport/policy.toml";
constexpr std::string_view k_none = "cannot judge: there is no policy anywhere";
constexpr std::string_view k_passed = "no policy; run `sallyport init`";
constexpr std::string_view k_lost = "cannot judge: 'refs/heads/main' has no";

constexpr std::array<Row, 6> k_rows{{
    {"index", of_index, {k_pinned, k_main, k_release, k_change, k_change, k_passed}},
    {"branch", of_branch, {k_pinned, k_main, k_release, k_base, k_change, k_none}},
    {"range", of_range, {k_pinned, k_main, k_release, k_base, k_change, k_none}},
    {"push", of_push, {k_pinned, k_main, k_release, k_change, k_change, k_passed}},
    {"move",
     of_move,
     {k_pinned, "refs/heads/main:.sallyport/policy.toml",
      "refs/heads/release/1:.sallyport/policy.toml", k_lost, k_change, k_none}},
    {"request", of_request, {k_pinned, k_main, k_release, k_lost, k_change, k_none}},
}};

TEST_CASE("policy and signers come from the first place that has them, whatever is proposed") {
  for (std::size_t place = 0; place < k_rows.front().expected.size(); ++place) {
    Places world(static_cast<Where>(place));
    const Session session = world.run();
    for (const Row& row : k_rows) {
      INFO(row.kind << " with the policy at place " << place);
      CHECK_THAT(policy_of(session, row.propose(world, session)),
                 Catch::StartsWith(std::string(row.expected.at(place))));
    }
  }
}

/// A policy whose changes land only at that ref.
std::string policy_for(const std::string& ref) {
  return "schema = 1\nrepo_id = \"acme/widgets\"\ntarget = \"" + ref + "\"\n";
}

TEST_CASE("a gated ref is judged by the policy of the default branch, not by its own") {
  World world;
  world.publish("main", world.commit_policy());
  world.repo().git({"checkout", "-q", "-b", "release/1"});
  world.write_policy(policy_for("refs/heads/main"));
  const core::Oid old_tip = world.repo().commit("An older policy");
  world.publish("release/1", old_tip);
  const core::Oid head = world.commit_by_ai("a.cc");
  const Session session = world.session();
  const RefMove move{"refs/heads/release/1", old_tip, head};
  for (const Proposal& proposal :
       {propose_push(session, move, "origin"),
        propose_move(session, move, target_named(session, "refs/heads/main"))}) {
    const Ground found = ground(session, proposal);
    CHECK(found.place == core::Place::lands);
    CHECK(found.target->ref == "refs/heads/release/1");
    CHECK(found.governing.policy.refs.size() == 2);  // those of main
  }
}

TEST_CASE("a ref that the default branch's policy does not gate is none by its own") {
  World world;
  world.publish("main", world.commit_policy(policy_for("refs/heads/main")));
  world.repo().git({"checkout", "-q", "-b", "release/1"});
  world.write_policy();
  const core::Oid old_tip = world.repo().commit("It gates itself");
  world.publish("release/1", old_tip);
  const Session session = world.session();
  const RefMove move{"refs/heads/release/1", old_tip, world.commit_by_ai("a.cc")};
  const Ground found =
      ground(session, propose_move(session, move, target_named(session, "refs/heads/main")));
  CHECK(found.note == "the policy does not gate it");
}

TEST_CASE("what is pushed for review to refs/for does not land there") {
  World world;
  world.publish("main", world.commit_policy());
  const core::Oid head = world.commit_by_ai("a.cc");
  const Session session = world.session();
  const Ground found =
      ground(session, propose_push(session, {"refs/for/main", {}, head}, "origin"));
  CHECK(found.place == core::Place::worked_on);
  CHECK(found.target->ref == "refs/heads/main");
}

TEST_CASE("a request cannot say itself that its target is none") {
  World world;
  const core::Oid before = world.repo().commit("a", "1\n");
  world.publish("main", before);
  const core::Oid release = world.commit_policy(policy_for("refs/heads/release"));
  world.publish("release", release);
  world.commit_policy(policy_for("refs/heads/elsewhere"));
  ci::Event event;
  event.kind = ci::EventKind::pull_request;
  event.head = core::to_hex(world.repo().git_oid({"rev-parse", "HEAD"}));
  event.target = "refs/heads/release";
  event.default_branch = "refs/heads/main";
  const Session session = world.session();
  const Ground found = ground(session, propose_event(session, event));
  CHECK(found.place == core::Place::lands);
  CHECK(found.target->ref == "refs/heads/release");
  CHECK_FALSE(found.governing.bootstrap);
}

TEST_CASE("a request into a stacked branch is judged for where it lands in the end") {
  World world;
  world.publish("main", world.commit_policy());
  world.publish("stack", world.repo().commit("b", "1\n"));
  ci::Event event;
  event.kind = ci::EventKind::pull_request;
  event.head = core::to_hex(world.commit_by_ai("a.cc"));
  event.target = "refs/heads/stack";
  event.default_branch = "refs/heads/main";
  const Session session = world.session();
  const Ground found = ground(session, propose_event(session, event));
  CHECK(found.place == core::Place::worked_on);
  CHECK(found.target->ref == "refs/heads/main");
  CHECK(found.commits.size() == 1);
}

TEST_CASE("the copies of a ref that is pushed to are no proof that what it gets has landed") {
  World world;
  const core::Oid old_tip = world.commit_policy();
  const core::Oid head = world.commit_by_ai("a.cc");
  world.publish("main", head);  // a clone made after the push that CI runs for
  const Session session = world.session();
  const RefMove move{"refs/heads/main", old_tip, head};
  Proposal proposal = propose_move(session, move, target_named(session, "refs/heads/main"));
  CHECK(ground(session, proposal).note.empty());
  proposal.move.ref = proposal.onto.ref = "refs/heads/release/1";
  CHECK(ground(session, proposal).note == "everything in it has landed already");
}

TEST_CASE("a new ref is judged from what the default branch has, a known one from its old tip") {
  World world;
  const core::Oid old_tip = world.commit_policy();
  world.repo().git({"branch", "release/1"});
  world.repo().commit("a", "1\n");
  const core::Oid head = world.commit_by_ai("b.cc");
  world.repo().git({"update-ref", "refs/heads/main", core::to_hex(head) + "~1"});
  const Session session = world.session();
  const Target main = target_named(session, "refs/heads/main", Copies::own);
  const auto base_of = [&](const RefMove& move) {
    return ground(session, propose_move(session, move, main)).description;
  };
  CHECK_THAT(base_of({"refs/heads/release/1", old_tip, head}),
             Contains(core::abbreviated(old_tip) + ": its old tip)"));
  CHECK_THAT(base_of({"refs/heads/release/2", {}, head}),
             Contains(core::abbreviated(*main.tip) + ": the merge base with what has landed)"));
}

}  // namespace
}  // namespace sallyport::gate::test::ground_test
