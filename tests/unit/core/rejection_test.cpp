#include "core/review/rejection.hpp"

#include "builders.hpp"

#include <catch2/catch.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace sallyport::core::test::rejection_test {
namespace {

const std::string k_bob = "bob@example.com";
const std::string k_carol = "carol@example.com";

SignoffRecord rejection(const Situation& facts, const std::string& principal) {
  SignoffRecord record = approval(facts, "security", principal);
  record.id = "rejection by " + principal;
  record.verdict = RecordVerdict::reject;
  record.notes = "it leaks tokens";
  record.folder_date.clear();
  return record;
}

SignoffRecord rejection_of(const Situation& facts, const Entry& cover) {
  SignoffRecord record = rejection(facts, k_bob);
  record.covers = {cover};
  return record;
}

/// The large change, where its file was edited and not added.
Situation edit_on_a_moved_base() {
  Situation facts = large_ai_change();
  facts.change.files[0].entry = entry("src/a.cc", "old and more", "new and more");
  return facts;
}

SignoffRecord revocation(const SignoffRecord& taken_back, const std::string& principal) {
  SignoffRecord record = taken_back;
  record.id = "revocation by " + principal;
  record.verdict = RecordVerdict::revoke;
  record.covers.clear();
  record.extends = {taken_back.id};
  record.signer = record.principal = principal;
  return record;
}

TEST_CASE("a rejection stands against an approval, and says who, why and about which file") {
  const Situation facts = large_ai_change();
  const ItemResult item =
      only_item(facts, {approval(facts, "security", k_carol), rejection(facts, k_bob)});
  CHECK(item.status == Status::rejected);
  REQUIRE(item.rejected_by.size() == 1);
  CHECK(item.rejected_by[0].signer == k_bob);
  CHECK(item.rejected_by[0].notes == "it leaks tokens");
  CHECK(item.rejected_by[0].path == "src/a.cc");
}

TEST_CASE("a rejection blocks where no rule asks for the item") {
  Situation facts = large_ai_change();
  facts.policy.rules.clear();
  CHECK(evaluate(facts, {}).outcome == Outcome::pass);
  const Verdict verdict = evaluate(facts, {rejection(facts, k_bob)});
  CHECK(verdict.outcome == Outcome::blocked);
  CHECK(verdict.items.at(0).required_by == std::vector<std::string>{"a rejection"});
}

TEST_CASE("while the change is worked on a rejection only warns") {
  Situation facts = large_ai_change();
  facts.place = Place::worked_on;
  const Verdict verdict =
      evaluate(facts, {approval(facts, "security", k_carol), rejection(facts, k_bob)});
  CHECK(verdict.outcome == Outcome::warn);
  CHECK(verdict.items.at(0).status == Status::approved);
  REQUIRE(warnings_of(verdict).size() == 1);
  CHECK(warnings_of(verdict)[0] ==
        "bob@example.com rejected 'security' (record rejection by): this change cannot land until "
        "that is lifted");
}

TEST_CASE("a rejection stands whatever its age, its date and the wording of the item") {
  const Situation facts = large_ai_change();
  SignoffRecord record = rejection(facts, k_bob);
  SECTION("old") {
    record.time = k_now - std::chrono::days(4000);
  }
  SECTION("from the future") {
    record.time = k_now + std::chrono::days(30);
  }
  SECTION("about another wording") {
    record.item_sha256 = std::string(64, '0');
  }
  CHECK(only_item(facts, {record}).status == Status::rejected);
}

TEST_CASE("only who may approve can reject") {
  Situation facts = large_ai_change();
  facts.policy.items["security"].approvers = {k_carol};
  CHECK(only_item(facts, {rejection(facts, k_bob)}).status == Status::pending);
  CHECK(only_item(facts, {rejection(facts, k_carol)}).status == Status::rejected);
  SignoffRecord forged = rejection(facts, k_carol);
  forged.signature = SignatureState::invalid;
  CHECK(only_item(facts, {forged}).status == Status::pending);
  SignoffRecord unsigned_one = rejection(facts, k_carol);
  unsigned_one.signature = SignatureState::unsigned_record;
  CHECK(only_item(facts, {unsigned_one}).status == Status::pending);
  facts.policy.items["security"].signature_required = false;
  CHECK(only_item(facts, {unsigned_one}).status == Status::rejected);
}

TEST_CASE("one rejected file is enough, and without any the rejection is of something else") {
  Situation facts = large_ai_change();
  facts.change.files.push_back(added_file("src/b.cc", 10, 0));
  SignoffRecord record = rejection(facts, k_bob);
  record.covers = {entry("src/b.cc", "", "content of src/b.cc"), entry("src/c.cc", "", "x")};
  CHECK(only_item(facts, {record}).status == Status::rejected);
  record.covers = {entry("src/d.cc", "", "something else"), entry("src/c.cc", "", "x")};
  CHECK(only_item(facts, {record}).status == Status::pending);
}

TEST_CASE("a rejection holds through edits and renames until its maker says that it is mended") {
  Situation facts = large_ai_change();
  SignoffRecord record = rejection(facts, k_bob);
  const auto objection = [&] { return only_item(facts, {record}).rejected_by.at(0); };

  record.covers = {entry("src/a.cc", "", "as it was")};
  CHECK(objection().path == "src/a.cc");
  CHECK_FALSE(objection().same);

  for (const std::string content : {"content of src/a.cc", "as it was"}) {
    record.covers = {entry("src/old.cc", "", content)};
    CHECK(only_item(facts, {record}).status == Status::pending);
    facts.found.records = {record};
    const auto tasks = rejected_files(facts, facts.found);
    REQUIRE(tasks.size() == 1);
    facts.found.resemblances[tasks[0]] = {"src/a.cc"};
    CHECK(objection().rejected == "src/old.cc");
    CHECK(objection().same == (content == "content of src/a.cc"));
    facts.found.resemblances[tasks[0]] = {"src/old.cc"};
    CHECK(only_item(facts, {record}).status == Status::pending);
  }

  record.head.commit = facts.change.commits.front().id = oid(7);
  CHECK(objection().rejected == "src/old.cc");

  const SignoffRecord carol = approval(facts, "security", k_carol);
  CHECK(only_item(facts, {record, carol}).status == Status::rejected);
  SignoffRecord bob = approval(facts, "security", k_bob);
  bob.id = "mended";
  CHECK(only_item(facts, {record, bob}).status == Status::approved);
  bob.time = record.time - std::chrono::seconds(1);
  CHECK(only_item(facts, {record, bob}).status == Status::rejected);
}

TEST_CASE("a rejection follows its file to another base") {
  Situation facts = edit_on_a_moved_base();
  const SignoffRecord record = rejection_of(facts, entry("src/a.cc", "old", "new"));
  const auto tasks = replay_candidates(facts, {record});
  REQUIRE(tasks.size() == 1);
  facts.found.replays.emplace(tasks[0], ReplayOutcome::differs);
  CHECK(only_item(facts, {record}).status == Status::pending);
  facts.found.replays.at(tasks[0]) = ReplayOutcome::holds;
  CHECK(only_item(facts, {record}).status == Status::rejected);
}

TEST_CASE("who rejected can lift it, and so can two others who may approve") {
  const Situation facts = large_ai_change();
  const SignoffRecord rejected = rejection(facts, k_bob);
  CHECK(only_item(facts, {rejected, revocation(rejected, k_bob)}).status == Status::pending);
  CHECK(only_item(facts, {rejected, revocation(rejected, k_carol)}).status == Status::rejected);
  CHECK(only_item(facts, {rejected, revocation(rejected, k_carol),
                          revocation(rejected, "alice@example.com")})
            .status == Status::pending);
}

TEST_CASE("a rejection of another item, target or repository is none of this one") {
  const Situation facts = large_ai_change();
  SignoffRecord record = rejection(facts, k_bob);
  SECTION("item") {
    record.item = "legal";
  }
  SECTION("target") {
    record.target = "refs/heads/other";
  }
  SECTION("repository") {
    record.repo = "acme/other";
  }
  CHECK(only_item(facts, {record}).status == Status::pending);
}

TEST_CASE("however many rejections of strangers there are, none of an approver is overlooked") {
  const Situation facts = edit_on_a_moved_base();
  const SignoffRecord real = rejection_of(facts, entry("src/a.cc", "old", "new"));
  std::vector<SignoffRecord> records;
  for (std::size_t i = 0; i <= k_most_replays; ++i) {
    SignoffRecord bogus = real;
    bogus.id = "bogus " + std::to_string(i);
    bogus.signature = SignatureState::unsigned_record;
    bogus.covers = {entry("src/a.cc", "old " + std::to_string(i), "new")};
    records.push_back(bogus);
  }
  records.push_back(real);
  const auto tasks = replay_candidates(facts, records);
  REQUIRE(tasks.size() == 1);
  CHECK(tasks[0].reviewed == real.covers[0]);
}

TEST_CASE("a rejection follows a file that its base renamed") {
  Situation facts = large_ai_change();
  facts.change.files[0].entry = entry("src/moved.cc", "old", "new");
  const SignoffRecord record = rejection_of(facts, entry("src/a.cc", "old", "new"));
  const auto tasks = replay_candidates(facts, {record});
  REQUIRE(tasks.size() == 1);
  facts.found.replays.emplace(tasks[0], ReplayOutcome::holds);
  const ItemResult item = only_item(facts, {record});
  CHECK(item.status == Status::rejected);
  CHECK(item.rejected_by.at(0).path == "src/moved.cc");
}

TEST_CASE("a file that ends as it was rejected is rejected, wherever the change starts") {
  Situation facts = large_ai_change();
  facts.change.files[0].entry = entry("src/a.cc", "first", "third");
  SignoffRecord record = rejection(facts, k_bob);
  record.covers = {entry("src/a.cc", "second", "third")};
  CHECK(only_item(facts, {record}).status == Status::rejected);
  record.covers = {entry("src/a.cc", "first", "second")};
  CHECK(only_item(facts, {record}).status == Status::pending);
}

TEST_CASE(
    "an author of the change has no say in lifting a rejection where independence is wanted") {
  Situation facts = large_ai_change();
  facts.policy.items["security"].override_by = {"alice@example.com", k_carol};
  const SignoffRecord rejected = rejection(facts, k_bob);
  const SignoffRecord by_author = revocation(rejected, "alice@example.com");
  CHECK(only_item(facts, {rejected, by_author}).status == Status::pending);
  facts.policy.items["security"].independent = true;
  CHECK(only_item(facts, {rejected, by_author}).status == Status::rejected);
  CHECK(only_item(facts, {rejected, revocation(rejected, k_carol)}).status == Status::pending);
}

}  // namespace
}  // namespace sallyport::core::test::rejection_test
