#include "gate/recent.hpp"

#include "gate/judge.hpp"
#include "gate/signing.hpp"
#include "report/phrases.hpp"
#include "util/error.hpp"
#include "world.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace sallyport::gate::test::recent_test {
namespace {

using Catch::Contains;

constexpr std::string_view k_recent = R"(schema = 1
repo_id = "acme/widgets"
target = "refs/heads/main"
[[rule]]
name = "lately"
when = {{ recent_ai_lines = "{}", ai_lines = ">= 5" }}
require = ["security"]
[item.security]
title = "Security review"
text = "Who could misuse this change?"
{}
)";

/// A project whose policy looks at what landed lately, with `main` of its remote at its tip.
class History : public World {
 public:
  explicit History(const std::string& condition = ">= 30", const std::string& more = "") {
    publish("main", commit_policy(fmt::format(fmt::runtime(k_recent), condition, more)));
  }

  /// Ten lines that no other file has.
  void write_lines(const std::string& path) {
    std::string lines;
    for (int line = 0; line < 10; ++line) {
      lines += fmt::format("{}:{}\n", path, line);
    }
    repo().write(path, lines);
  }

  core::Oid commit_lines(const std::string& path) {
    write_lines(path);
    return repo().commit(std::string(k_by_ai));
  }

  /// Ten AI lines that landed.
  core::Oid land(const std::string& path) {
    const core::Oid commit = commit_lines(path);
    publish("main", commit);
    return commit;
  }

  /// Ten lines nobody knows the origin of, landed.
  void land_by_hand(const std::string& path) {
    write_lines(path);
    publish("main", repo().commit("Add it by hand"));
  }

  [[nodiscard]] Signature by_alice() const { return {key(), {true, {}, 60}}; }

  void sign(const std::string& range, const std::string& item = "security") {
    Session session = this->session();
    const Judgement judgement = settle(session, propose_range(session, range));
    const auto records = approvals(session, judgement, item, {}, by_alice());
    sign_and_append(session, authority_of(judgement.ground.governing), records, by_alice());
  }

  /// Who wrote a range, as Alice declares it.
  void declare(const std::string& range, const std::string& origin) {
    Session session = this->session();
    Judgement judgement = settle(session, propose_range(session, range));
    Answers answers;
    answers.by_question["origin"] = origin;
    const auto records = declarations(session, judgement, answers, by_alice());
    sign_and_append(session, authority_of(judgement.ground.governing), records, by_alice());
  }

  [[nodiscard]] core::Report report(const std::string& range = "origin/main..main") const {
    const Session session = this->session();
    return settle(session, propose_range(session, range)).report;
  }

  /// What the rule says about the ten AI lines that are new on `main`.
  std::string because() {
    commit_lines("new.cc");
    const std::string text = report::because(report().verdict.rules.at(0));
    repo().git({"reset", "-q", "--hard", "HEAD~1"});
    return text;
  }
};

std::string range(const core::Oid& from, const core::Oid& to) {
  return fmt::format("{}..{}", core::abbreviated(from), core::abbreviated(to));
}

TEST_CASE(
    "AI lines that landed since the policy are added up, and signing what landed clears them") {
  History history;
  const core::Oid policy = history.session().repository.head_commit().value();
  CHECK(history.because() == "recent_ai_lines 10 not >= 30");
  history.land("a.cc");
  history.land_by_hand("b.cc");
  const core::Oid last = history.land("c.cc");
  const std::string landed = range(policy, last);

  history.commit_lines("new.cc");
  const core::Report blocked = history.report();
  CHECK(report::because(blocked.verdict.rules.at(0)) ==
        fmt::format("ai_lines 10 >= 5, recent_ai_lines 30 >= 30 (20 of them landed before, in {})",
                    landed));
  CHECK(blocked.verdict.outcome == core::Outcome::blocked);
  CHECK(blocked.next ==
        std::vector<std::string>{"sallyport signoff security --range origin/main..main",
                                 "sallyport signoff security --range " + landed});

  history.sign(landed);
  const core::Report cleared = history.report();
  CHECK(cleared.verdict.outcome == core::Outcome::pass);
  CHECK(report::because(cleared.verdict.rules.at(0)) == "recent_ai_lines 10 not >= 30");
}

TEST_CASE("lines that were removed meanwhile do not count") {
  History history;
  history.land("a.cc");
  history.land("b.cc");
  CHECK_THAT(history.because(), Contains("recent_ai_lines 30 >= 30"));
  history.repo().git({"rm", "-q", "b.cc"});
  history.publish("main", history.repo().commit("Remove it"));
  CHECK_THAT(history.because(), Contains("recent_ai_lines 20 not >= 30 (10 of them"));
}

TEST_CASE("what is landed with a review of its own does not count") {
  History history;
  history.land("a.cc");
  history.commit_lines("b.cc");
  history.sign("origin/main..main");
  history.publish("main", history.session().repository.head_commit().value());
  CHECK_THAT(history.because(), Contains("recent_ai_lines 20 not >= 30 (10 of them"));
  history.land("c.cc");
  CHECK_THAT(history.because(), Contains("recent_ai_lines 30 >= 30 (20 of them"));
}

TEST_CASE("a branch that was signed commit by commit does not count once it is merged") {
  History history;
  history.land("a.cc");
  history.repo().git({"checkout", "-q", "-b", "topic"});
  history.commit_lines("b.cc");
  history.sign("origin/main..topic");
  history.commit_lines("c.cc");
  history.sign("topic~1..topic");
  history.repo().git({"checkout", "-q", "main"});
  history.land_by_hand("meanwhile.cc");
  history.repo().git({"merge", "-q", "--no-ff", "-m", "Merge it", "topic"});
  history.publish("main", history.session().repository.head_commit().value());
  CHECK_THAT(history.because(), Contains("recent_ai_lines 20 not >= 30 (10 of them"));
}

TEST_CASE("a review that begins before the window still counts") {
  History history(">= 15", "[window]\ncommits = 2");
  const core::Oid policy = history.session().repository.head_commit().value();
  history.land("a.cc");
  history.land("b.cc");
  const core::Oid last = history.land("c.cc");
  CHECK_THAT(history.because(), Contains("recent_ai_lines 30 >= 15 (20 of them"));
  history.sign(range(policy, last));
  CHECK(history.because() == "recent_ai_lines 10 not >= 15");
  history.land("d.cc");
  CHECK_THAT(history.because(), Contains("recent_ai_lines 20 >= 15 (10 of them"));
}

TEST_CASE("only the files that the rule selects count, landed ones too") {
  History history(">= 20", "");
  history.repo().write(".sallyport/policy.toml",
                       R"(schema = 1
repo_id = "acme/widgets"
target = "refs/heads/main"
[[rule]]
name = "lately"
when = { recent_ai_lines = ">= 20", paths = ["*.cc"] }
require = ["security"]
[item.security]
title = "Security review"
text = "Who could misuse this change?"
)");
  history.publish("main", history.repo().commit("Change the policy"));
  history.land("a.py");
  CHECK(history.because() == "recent_ai_lines 10 not >= 20");
  history.land("b.cc");
  CHECK_THAT(history.because(), Contains("recent_ai_lines 20 >= 20 (10 of them"));
}

TEST_CASE("undeclared lines that were declared to be an AI's count, and a human's do not") {
  History history(">= 20");
  history.land_by_hand("a.cc");
  CHECK(history.because() == "recent_ai_lines 10 not >= 20");
  history.declare("main~1..main", "ai");
  CHECK_THAT(history.because(), Contains("recent_ai_lines 20 >= 20 (10 of them"));

  History wary(">= 20", "[detect]\nundeclared = \"ai\"");
  wary.land_by_hand("a.cc");
  CHECK_THAT(wary.because(), Contains("recent_ai_lines 20 >= 20 (10 of them"));
  wary.declare("main~1..main", "human");
  CHECK(wary.because() == "recent_ai_lines 10 not >= 20");
}

TEST_CASE("who reviewed what is not looked at where it is too little anyhow") {
  History history;
  history.commit_lines("a.cc");
  history.sign("origin/main..main");
  history.publish("main", history.session().repository.head_commit().value());
  CHECK(history.because() ==
        "recent_ai_lines 20 not >= 30 (at most: 10 of them landed before, reviewed or not)");
}

TEST_CASE("a change that the target contains is not counted twice") {
  History history;
  history.land("a.cc");
  const core::Oid last = history.land("b.cc");
  const core::Report report = history.report("main~1..main");
  CHECK_THAT(report::because(report.verdict.rules.at(0)), Contains("recent_ai_lines 20 not >= 30"));
  const Session session = history.session();
  Ground change = ground(session, propose_range(session, "main~1..main"));
  CHECK(landed_tip(session, change, change.bases.at(0).commit) ==
        session.repository.resolve_commit("main~1"));
  change.head.commit = history.commit_lines("c.cc");
  CHECK(landed_tip(session, change, change.bases.at(0).commit) == last);
  change.target = std::nullopt;
  CHECK_FALSE(landed_tip(session, change, last));
}

TEST_CASE("a change on its way behind others in a queue has them before it") {
  History history;
  history.land("a.cc");
  const core::Oid queued = history.commit_lines("b.cc");
  const core::Oid head = history.commit_lines("c.cc");
  const Session session = history.session();
  Ground change = ground(session, propose_range(session, "main~1..main"));
  CHECK(change.head.commit == head);
  CHECK(landed_tip(session, change, queued) == session.repository.resolve_commit("main~2"));
  change.place = core::Place::lands;
  CHECK(landed_tip(session, change, queued) == queued);
}

TEST_CASE("a window ends at its length, and behind the oldest commit of it that has a policy") {
  World world;
  world.repo().commit("old", "1\n");
  const core::Oid policy = world.commit_policy();
  const core::Oid one = world.commit_by_ai("a.cc");
  const core::Oid two = world.commit_by_ai("b.cc");
  const Session session = world.session();
  using Line = std::vector<core::Oid>;
  CHECK(window_at(session, two, 200).line == Line{policy, one, two});
  CHECK(window_at(session, two, 2).line == Line{policy, one, two});
  CHECK(window_at(session, two, 1).line == Line{one, two});
  CHECK(window_at(session, two, 200).steps() == 2);
  CHECK(window_at(session, policy, 200).steps() == 0);
  CHECK(window_at(session, session.repository.resolve_commit("main~3").value(), 200).steps() == 0);
}

/// Merges made by hand: whatever parents and tree.
core::Oid merge_of(History& history, const std::vector<core::Oid>& parents) {
  std::vector<std::string> words{"commit-tree", "main^{tree}", "-m", "Merge"};
  for (const core::Oid& parent : parents) {
    words.insert(words.end(), {"-p", core::to_hex(parent)});
  }
  return history.repo().git_oid(words);
}

TEST_CASE("no root and no old commit that is merged the wrong way round hides what landed") {
  History history;
  const core::Oid policy = history.session().repository.head_commit().value();
  history.land("a.cc");
  const core::Oid tip = history.land("b.cc");
  const std::string empty = core::to_hex(core::empty_tree());
  const core::Oid root = history.repo().git_oid({"commit-tree", empty, "-m", "Root"});
  const core::Oid root_with_policy =
      history.repo().git_oid({"commit-tree", core::to_hex(policy) + "^{tree}", "-m", "Root"});
  const core::Oid without_policy =
      history.repo().git_oid({"commit-tree", empty, "-m", "Take it out", "-p", core::to_hex(tip)});
  const core::Oid around = merge_of(history, {root, without_policy});
  const std::vector<core::Oid> tips{
      merge_of(history, {root, tip}),   merge_of(history, {root_with_policy, tip}),
      merge_of(history, {policy, tip}), around,
      merge_of(history, {around}),      merge_of(history, {root, around})};
  for (const core::Oid& merged : tips) {
    INFO(core::to_hex(merged));
    history.repo().git({"reset", "-q", "--hard", core::to_hex(merged)});
    history.publish("main", merged);
    CHECK_THAT(history.because(), Contains("recent_ai_lines 30 >= 30 (20 of them"));
  }
}

TEST_CASE("undeclared lines that landed add up as well, until somebody says who wrote them") {
  History history;
  history.repo().write(".sallyport/policy.toml", R"(schema = 1
repo_id = "acme/widgets"
target = "refs/heads/main"
[[rule]]
name = "lately"
when = { recent_undeclared_lines = ">= 30", undeclared_lines = ">= 5", paths = ["*.cc"] }
ask = true
)");
  history.publish("main", history.repo().commit("Change the policy"));
  history.land("by_ai.cc");
  history.land_by_hand("a.cc");
  history.land_by_hand("b.cc");
  history.write_lines("c.cc");
  history.repo().commit("Add it by hand");
  const core::Report blocked = history.report();
  CHECK_THAT(report::because(blocked.verdict.rules.at(0)),
             Contains("recent_undeclared_lines 30 >= 30 (20 of them landed before"));
  CHECK(blocked.verdict.outcome == core::Outcome::blocked);
  REQUIRE(blocked.next.size() == 2);
  CHECK(blocked.next[1].starts_with("sallyport declare human --range "));
  history.declare(blocked.next[1].substr(blocked.next[1].rfind(' ') + 1), "human");
  CHECK(history.report().verdict.outcome == core::Outcome::pass);
}

TEST_CASE("what was reviewed stays reviewed when the question or the key is another one since") {
  History history;
  const auto land_reviewed = [&](const std::string& path) {
    history.commit_lines(path);
    history.sign("origin/main..main");
    history.publish("main", history.session().repository.head_commit().value());
  };
  land_reviewed("a.cc");
  land_reviewed("b.cc");
  const std::string policy = fmt::format(fmt::runtime(k_recent), ">= 30", "");
  history.repo().write(".sallyport/policy.toml",
                       policy + "[[item.security.question]]\nid = \"q\"\nask = \"What?\"\n");
  history.publish("main", history.repo().commit("Ask otherwise"));
  CHECK_THAT(history.because(), Contains("recent_ai_lines 10 not >= 30"));

  const std::string hers = signoff::signer_line("alice@example.com", history.key().public_key);
  history.repo().write(".sallyport/allowed_signers", "# nobody\n");
  history.publish("main", history.repo().commit("She leaves"));
  CHECK_THAT(history.because(), Contains("recent_ai_lines 10 not >= 30"));

  history.repo().write(".sallyport/revoked_keys", history.key().public_key + " stolen\n");
  history.publish("main", history.repo().commit("Her key was stolen"));
  CHECK_THAT(history.because(), Contains("recent_ai_lines 30 >= 30 (20 of them"));
  history.repo().write(".sallyport/allowed_signers", hers);
  history.publish("main", history.repo().commit("Enrolled again by mistake"));
  CHECK_THAT(history.because(), Contains("recent_ai_lines 30 >= 30 (20 of them"));
}

}  // namespace
}  // namespace sallyport::gate::test::recent_test
