#include "core/review/replay.hpp"

#include "builders.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

namespace sallyport::core::test::replay_test {
namespace {

const std::string k_bob = "bob@example.com";
const std::string k_carol = "carol@example.com";

using Lines = std::vector<std::string>;

SignoffRecord over(std::vector<Entry> covers) {
  return approval(item_called("security"), std::move(covers), k_bob);
}

/// `path: why` of each path that is not held.
Lines unheld(const SignoffRecord& record, const std::vector<Entry>& entries,
             const Replays& replays = {}) {
  Lines lines;
  for (const Uncovered& each : uncovered(review_of(record), entries, replays)) {
    lines.push_back(each.path + ": " + std::string(report::phrase(each.why)));
  }
  return lines;
}

/// The tasks of `record`, all with that outcome.
Replays all_come_to(ReplayOutcome outcome, const SignoffRecord& record,
                    const std::vector<Entry>& entries) {
  Replays replays;
  for (const ReplayTask& task : replay_tasks(review_of(record), entries)) {
    replays.emplace(task, outcome);
  }
  return replays;
}

const Entry k_reviewed = entry("a", "old", "new");
const Entry k_moved_on = entry("a", "old and more", "new and more");

TEST_CASE("what a review leaves uncovered is listed by path with the reason") {
  const SignoffRecord record =
      over({entry("changed", "0", "1"), entry("gone", "", "1"), entry("moved", "0", "1")});
  CHECK(
      unheld(record,
             {entry("added", "", "1"), entry("changed", "0", "2"), entry("moved", "other", "1")}) ==
      Lines{"added: not in the review", "changed: changed since the review",
            "gone: left the change since the review", "moved: its base changed since the review"});
  CHECK(unheld(record, record.covers).empty());
}

TEST_CASE("a file whose base moved is merged from the reviewed trees") {
  const auto tasks = replay_tasks(review_of(over({k_reviewed})), {k_moved_on});
  REQUIRE(tasks.size() == 1);
  CHECK(tasks[0].reviewed_base == oid(1));
  CHECK(tasks[0].reviewed_head == oid(2));
  CHECK(tasks[0].reviewed == k_reviewed);
  CHECK(tasks[0].path == "a");
}

TEST_CASE("what is equal or can only fail needs no merge") {
  const SignoffRecord record = over({k_reviewed});
  CHECK(replay_tasks(review_of(record), {k_reviewed}).empty());
  CHECK(replay_tasks(review_of(record), {entry("a", "old", "edited")}).empty());
  CHECK(replay_tasks(review_of(record), {entry("a", "", "new")}).empty());
  CHECK(replay_tasks(review_of(record), {k_moved_on, entry("b", "", "x")}).size() == 1);
}

TEST_CASE("another mode and what is no regular file need no merge") {
  const SignoffRecord record = over({k_reviewed});
  Entry executable = k_moved_on;
  executable.new_mode = 0100755;
  CHECK(replay_tasks(review_of(record), {executable}).empty());

  Entry link = k_reviewed;
  Entry link_moved_on = k_moved_on;
  link.old_mode = link.new_mode = link_moved_on.old_mode = link_moved_on.new_mode = 0120000;
  CHECK(replay_tasks(review_of(over({link})), {link_moved_on}).empty());
}

TEST_CASE("a review holds by replay when every path is held") {
  const Entry added = entry("b", "", "b");
  const SignoffRecord record = over({k_reviewed, added});
  const std::vector<Entry> entries{k_moved_on, added};
  CHECK(unheld(record, entries) == Lines{"a: changed since the review"});
  CHECK(unheld(record, entries, all_come_to(ReplayOutcome::holds, record, entries)).empty());
}

TEST_CASE("each outcome that does not hold has its reason") {
  const SignoffRecord record = over({k_reviewed});
  const std::vector<Entry> entries{k_moved_on};
  const auto why = [&](ReplayOutcome outcome) {
    return unheld(record, entries, all_come_to(outcome, record, entries)).at(0);
  };
  CHECK(why(ReplayOutcome::differs) == "a: changed since the review");
  CHECK(why(ReplayOutcome::conflicts) == "a: its base changed in the same place since the review");
  CHECK(why(ReplayOutcome::displaced) == "a: its base put it between other lines since the review");
  CHECK(why(ReplayOutcome::too_large) ==
        "a: its base changed since the review, and it is too large to merge");
  CHECK(why(ReplayOutcome::missing) ==
        "a: its base changed since the review, and what was reviewed is not in this repository");
}

TEST_CASE("the residual names only what a replay does not hold") {
  const SignoffRecord record = over({k_reviewed, entry("b", "0", "1")});
  const std::vector<Entry> entries{k_moved_on, entry("b", "0", "edited"), entry("c", "", "x")};
  CHECK(unheld(record, entries, all_come_to(ReplayOutcome::holds, record, entries)) ==
        Lines{"b: changed since the review", "c: not in the review"});
}

TEST_CASE("an outcome of other reviewed trees says nothing about this review") {
  const std::vector<Entry> entries{k_moved_on};
  SignoffRecord record = over({k_reviewed});
  const Replays replays = all_come_to(ReplayOutcome::holds, record, entries);
  record.head.tree = oid(9);
  CHECK(unheld(record, entries, replays) == Lines{"a: changed since the review"});
}

TEST_CASE("a path that left the change holds only when a replay says so") {
  const Entry other = entry("b", "", "b");
  const SignoffRecord record = over({k_reviewed, other});
  CHECK(replay_tasks(review_of(record), {other}).at(0).path == "a");
  CHECK(unheld(record, {other}, all_come_to(ReplayOutcome::holds, record, {other})).empty());
  CHECK(unheld(record, {other}, all_come_to(ReplayOutcome::differs, record, {other})) ==
        Lines{"a: left the change since the review"});
}

TEST_CASE("a rename is asked about when nothing but the path differs and both are the only ones") {
  const Entry renamed = entry("z", "old", "new");
  const SignoffRecord record = over({k_reviewed});
  const auto tasks = replay_tasks(review_of(record), {renamed});
  REQUIRE(tasks.size() == 1);
  CHECK(tasks[0].reviewed.path == "a");
  CHECK(tasks[0].path == "z");
  CHECK(unheld(record, {renamed}) ==
        Lines{"a: left the change since the review", "z: not in the review"});
  CHECK(unheld(record, {renamed}, all_come_to(ReplayOutcome::holds, record, {renamed})).empty());

  CHECK(replay_tasks(review_of(record), {renamed, entry("y", "old", "new")}).at(0).path == "a");
  CHECK(replay_tasks(review_of(record), {entry("z", "old", "edited")}).at(0).path == "a");
  const Entry added = entry("a", "", "new");
  CHECK(replay_tasks(review_of(over({added})), {entry("z", "", "new")}).at(0).path == "a");
}

/// The change of `large_ai_change` as an edit, and Bob's review of it before its base moved.
struct Moved {
  Situation facts = large_ai_change();
  SignoffRecord record;

  Moved() {
    facts.change.files.front().entry = k_reviewed;
    record = approval(facts, "security", k_bob);
    facts.change.base_tree = oid(8);
    facts.change.head_tree = oid(9);
    facts.change.files.front().entry = k_moved_on;
  }

  [[nodiscard]] std::vector<ReplayTask> candidates(
      const std::vector<SignoffRecord>& records) const {
    return replay_candidates(facts, records);
  }

  [[nodiscard]] ItemResult tried(ReplayOutcome outcome,
                                 const std::vector<SignoffRecord>& records) const {
    Situation with = facts;
    for (const ReplayTask& task : candidates(records)) {
      with.found.replays.emplace(task, outcome);
    }
    return only_item(with, records);
  }
};

TEST_CASE("a review that holds by replay approves and says so") {
  const Moved moved;
  CHECK(only_item(moved.facts, {moved.record}).status == Status::stale);
  const ItemResult item = moved.tried(ReplayOutcome::holds, {moved.record});
  CHECK(item.status == Status::approved);
  CHECK(item.counted.at(0).rung == Rung::replay);
  const ItemResult stale = moved.tried(ReplayOutcome::conflicts, {moved.record});
  CHECK(stale.status == Status::stale);
  CHECK(stale.residual.at(0).path == "a");
  CHECK(report::phrase(stale.residual.at(0).why) ==
        "its base changed in the same place since the review");
}

TEST_CASE("only valid approvals of an open item that accepts a replay are candidates") {
  Moved moved;
  CHECK(moved.candidates({moved.record}).size() == 1);

  SignoffRecord forged = moved.record;
  forged.signature = SignatureState::invalid;
  forged.signature_problem = {.flaw = Flaw::malformed_signature,
                              .detail = "the signature is not by that key"};
  CHECK(moved.candidates({forged}).empty());

  CHECK(moved.candidates({moved.record, approval(moved.facts, "security", k_carol)}).empty());

  moved.facts.policy.items["security"].survives = Rung::same_delta;
  CHECK(moved.candidates({moved.record}).empty());
}

TEST_CASE("an item that stays with same-delta ignores a replay that another item asked for") {
  Moved moved;
  Situation with = moved.facts;
  with.found.replays.emplace(moved.candidates({moved.record}).at(0), ReplayOutcome::holds);
  with.policy.items["security"].survives = Rung::same_delta;
  const ItemResult item = only_item(with, {moved.record});
  CHECK(item.status == Status::pending);
  CHECK(item.counted.empty());
}

TEST_CASE("a review by its author does not land by replay") {
  Moved moved;
  moved.facts.policy.items["security"].independent = true;
  SignoffRecord by_author = moved.record;
  by_author.signer = by_author.principal = "alice@example.com";
  const ItemResult item = moved.tried(ReplayOutcome::holds, {by_author});
  CHECK(item.status == Status::pending);
  CHECK(reason_ignored(item) == "author of the change, or who brings it");
}

TEST_CASE("two people may hold by different rungs and one person counts once") {
  Moved moved;
  moved.facts.policy.items["security"].count = 2;
  const SignoffRecord carol = approval(moved.facts, "security", k_carol);
  CHECK(moved.tried(ReplayOutcome::holds, {moved.record, carol}).status == Status::approved);
  SignoffRecord again = approval(moved.facts, "security", k_bob);
  again.id = "again";
  CHECK(moved.tried(ReplayOutcome::holds, {moved.record, again}).status == Status::pending);
}

TEST_CASE("a review of more files than are replayed is not tried, in whole or in part") {
  Moved moved;
  moved.facts.change.files.clear();
  std::vector<Entry> covers;
  for (int i = 1000; i <= 2000; ++i) {
    covers.push_back(entry(std::to_string(i), "old", "new"));
    FileChange file = added_file(std::to_string(i), 1, 0);
    file.entry = entry(std::to_string(i), "old and more", "new and more");
    moved.facts.change.files.push_back(file);
  }
  moved.record = approval(item_called("security"), covers, k_bob);
  CHECK(moved.candidates({moved.record}).empty());
  covers.pop_back();
  moved.facts.change.files.pop_back();
  moved.record = approval(item_called("security"), covers, k_bob);
  CHECK(moved.candidates({moved.record}).size() == 1000);
}

TEST_CASE("reviews of one pair of trees share their merges") {
  const Moved moved;
  SignoffRecord carol = moved.record;
  carol.id = "of carol";
  carol.signer = carol.principal = k_carol;
  CHECK(moved.candidates({moved.record, carol}).size() == 1);
}

}  // namespace
}  // namespace sallyport::core::test::replay_test
