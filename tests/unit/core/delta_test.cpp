#include "core/change/delta.hpp"

#include "builders.hpp"
#include "core/verdict/item_judge.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

namespace sallyport::core::test::delta_test {
namespace {

const std::string k_bob = "bob@example.com";
const std::string k_carol = "carol@example.com";

FileChange changed_file(const Entry& entry) {
  FileChange file;
  file.entry = entry;
  file.added = 500;
  file.added_bytes = 5000;
  file.shares = {{0, 0, 500, 5000}};
  file.touched_by = {0};
  return file;
}

/// The large change, made of these entries, whose item takes delta sign-offs.
Situation change_of(const std::vector<Entry>& entries) {
  Situation facts = large_ai_change();
  facts.change.files.clear();
  for (const Entry& entry : entries) {
    facts.change.files.push_back(changed_file(entry));
  }
  return facts;
}

const Entry k_a = entry("a", "", "first");
const Entry k_b = entry("b", "", "first");
const Entry k_b_mended = entry("b", "", "second");
const Entry k_c = entry("c", "", "first");

SignoffRecord review_over(std::vector<Entry> covers, const std::string& id,
                          const std::string& principal = k_bob) {
  SignoffRecord record = approval(item_called("security"), std::move(covers), principal);
  record.id = id;
  record.head.tree = oid(9);
  return record;
}

SignoffRecord extending(std::vector<std::string> ids, std::vector<Entry> covers,
                        const std::string& id, const std::string& principal = k_bob) {
  SignoffRecord record = review_over(std::move(covers), id, principal);
  record.extends = std::move(ids);
  return record;
}

std::optional<Delta> delta_of_security(const Situation& facts,
                                       const std::vector<SignoffRecord>& records,
                                       const std::string& signer) {
  return find_delta(facts, with_records(facts, records), facts.policy.items.at("security"), signer);
}

Delta delta_by(const std::string& signer, const Situation& facts,
               const std::vector<SignoffRecord>& records) {
  const auto delta = delta_of_security(facts, records, signer);
  REQUIRE(delta.has_value());
  return *delta;
}

TEST_CASE("a delta covers what was changed and added since the review, and extends it") {
  const Situation facts = change_of({k_a, k_b_mended, k_c});
  const Delta delta = delta_by(k_carol, facts, {review_over({k_a, k_b}, "r1")});
  CHECK(delta.extends == std::vector<std::string>{"r1"});
  CHECK(delta.covers == std::vector<Entry>{k_b_mended, k_c});
  REQUIRE(delta.residual.size() == 2);
  CHECK(report::phrase(delta.residual[0].why) == "changed since the review");
  CHECK(report::phrase(delta.residual[1].why) == "not in the review");
}

TEST_CASE("what has left the change is covered as a path whose sides are equal") {
  const Situation facts = change_of({k_a});
  const Delta delta = delta_by(k_bob, facts, {review_over({k_a, k_b}, "r1")});
  REQUIRE(delta.covers.size() == 1);
  CHECK(delta.covers[0] == entry("b", "", ""));
  CHECK(is_left(delta.covers[0]));
  const SignoffRecord signed_delta = extending({"r1"}, delta.covers, "r2");
  const ItemResult item = only_item(facts, {review_over({k_a, k_b}, "r1"), signed_delta});
  CHECK(item.status == Status::approved);
  CHECK(item.counted.at(0).rung == Rung::delta);
}

TEST_CASE("a path that was signed as gone must stay gone") {
  const SignoffRecord first = review_over({k_a, k_b}, "r1");
  const SignoffRecord second = extending({"r1"}, {entry("b", "", "")}, "r2");
  CHECK(only_item(change_of({k_a}), {first, second}).status == Status::approved);
  CHECK(only_item(change_of({k_a, k_b_mended}), {first, second}).status == Status::stale);
}

TEST_CASE("a delta sign-off meets the item together with what it extends") {
  const Situation facts = change_of({k_a, k_b_mended});
  const SignoffRecord first = review_over({k_a, k_b}, "r1");
  const SignoffRecord second = extending({"r1"}, {k_b_mended}, "r2");
  const ItemResult item = only_item(facts, {first, second});
  CHECK(item.status == Status::approved);
  REQUIRE(item.counted.size() == 1);
  CHECK(item.counted[0].record == "r2");
  CHECK(item.counted[0].rung == Rung::delta);
  CHECK(only_item(facts, {first}).status == Status::stale);
  CHECK(only_item(facts, {second}).status == Status::stale);
}

TEST_CASE("an item that survives only down to same-delta takes no delta") {
  Situation facts = change_of({k_a, k_b_mended});
  facts.policy.items["security"].survives = Rung::same_delta;
  const SignoffRecord first = review_over({k_a, k_b}, "r1");
  const ItemResult item = only_item(facts, {first, extending({"r1"}, {k_b_mended}, "r2")});
  CHECK(item.status == Status::stale);
  CHECK_FALSE(item.extendable);
}

TEST_CASE("a stale item says whether only its residual has to be looked at") {
  const Situation facts = change_of({k_a, k_b_mended});
  const ItemResult item = only_item(facts, {review_over({k_a, k_b}, "r1")});
  CHECK(item.status == Status::stale);
  CHECK(item.extendable);
  REQUIRE(item.residual.size() == 1);
  CHECK(item.residual[0].path == "b");
  const ItemResult none_held = only_item(facts, {review_over({k_b}, "r1")});
  CHECK_FALSE(none_held.extendable);
}

TEST_CASE("only reviews that count where the change lands can be extended") {
  const Situation facts = change_of({k_a, k_b_mended});
  const SignoffRecord second = extending({"r1"}, {k_b_mended}, "r2");
  SECTION("of a person whom the policy does not know") {
    SignoffRecord stranger = review_over({k_a, k_b}, "r1");
    stranger.principal.clear();
    CHECK(only_item(facts, {stranger, second}).status == Status::stale);
    CHECK_FALSE(only_item(facts, {stranger}).extendable);
  }
  SECTION("expired") {
    SignoffRecord old = review_over({k_a, k_b}, "r1");
    old.time = k_now - std::chrono::days(91);
    old.folder_date = util::date_folder(old.time);
    CHECK(only_item(facts, {old, second}).status == Status::stale);
  }
  SECTION("revoked") {
    const SignoffRecord first = review_over({k_a, k_b}, "r1");
    SignoffRecord revocation = first;
    revocation.id = "taken back";
    revocation.verdict = RecordVerdict::revoke;
    revocation.covers.clear();
    revocation.extends = {"r1"};
    CHECK(only_item(facts, {first, second, revocation}).status == Status::stale);
  }
  SECTION("spent") {
    Situation landed = facts;
    landed.found.spent = {"r1"};
    CHECK(only_item(landed, {review_over({k_a, k_b}, "r1"), second}).status == Status::stale);
  }
  SECTION("unknown") {
    CHECK(only_item(facts, {second}).status == Status::stale);
  }
}

TEST_CASE("a review of an author of the change is not extended where the item wants independence") {
  Situation facts = change_of({k_a, k_b_mended});
  facts.policy.items["security"].independent = true;
  const SignoffRecord own = review_over({k_a, k_b}, "r1", "alice@example.com");
  const ItemResult item = only_item(facts, {own, extending({"r1"}, {k_b_mended}, "r2", k_bob)});
  CHECK(item.status == Status::stale);
}

TEST_CASE("a later look at a path hides the earlier one") {
  const SignoffRecord first = review_over({k_a, k_b}, "r1");
  const SignoffRecord second = extending({"r1"}, {k_b_mended}, "r2");
  const SignoffRecord third = extending({"r2"}, {k_c}, "r3");
  CHECK(only_item(change_of({k_a, k_b_mended, k_c}), {first, second, third}).status ==
        Status::approved);
  // What the second review replaced was never seen together with what the third one adds.
  CHECK(only_item(change_of({k_a, k_b, k_c}), {first, second, third}).status == Status::stale);
}

TEST_CASE("generations are counted, and past the item's limit a review cannot be extended") {
  Situation facts = change_of({k_a, k_b_mended});
  facts.policy.items["security"].max_generations = 2;
  const SignoffRecord whole = review_over({k_a, entry("b", "", "0")}, "r1");
  const SignoffRecord second = extending({"r1"}, {entry("b", "", "1")}, "r2");
  const SignoffRecord third = extending({"r2"}, {k_b_mended}, "r3");
  CHECK(only_item(facts, {whole, second, third}).status == Status::approved);
  facts.policy.items["security"].max_generations = 1;
  CHECK(only_item(facts, {whole, second, third}).status == Status::stale);
  CHECK(delta_by(k_bob, facts, {whole, second, third}).extends == std::vector<std::string>{"r1"});
}

TEST_CASE("records that extend each other in a circle vouch for nothing") {
  const Situation facts = change_of({k_a, k_b});
  const SignoffRecord one = extending({"r2"}, {k_a}, "r1");
  const SignoffRecord two = extending({"r1"}, {k_b}, "r2");
  CHECK(only_item(facts, {one, two}).status == Status::stale);
}

TEST_CASE("a copy of a review with a bad signature does not shadow it") {
  const Situation facts = change_of({k_a, k_b_mended});
  const SignoffRecord good = review_over({k_a, k_b}, "r1");
  SignoffRecord bad = good;
  bad.file = "another file";
  bad.signature = SignatureState::invalid;
  const SignoffRecord second = extending({"r1"}, {k_b_mended}, "r2");
  CHECK(only_item(facts, {bad, good, second}).status == Status::approved);
  CHECK(only_item(facts, {good, bad, second}).status == Status::approved);
}

TEST_CASE("a copy of a review that a stranger signed does not shadow it") {
  const Situation facts = change_of({k_a, k_b_mended});
  const SignoffRecord good = review_over({k_a, k_b}, "r1");
  SignoffRecord strange = good;
  strange.file = "another file";
  strange.principal.clear();
  strange.key = "SHA256:stranger";
  const SignoffRecord second = extending({"r1"}, {k_b_mended}, "r2", k_carol);
  CHECK(only_item(facts, {good, strange, second}).status == Status::approved);
  CHECK(only_item(facts, {strange, good, second}).status == Status::approved);
}

TEST_CASE("several reviews of parts can be extended at once") {
  const Situation facts = change_of({k_a, k_b, k_c});
  const std::vector<SignoffRecord> parts{review_over({k_a}, "r1"), review_over({k_b}, "r2")};
  const Delta delta = delta_by(k_carol, facts, parts);
  CHECK(delta.extends == std::vector<std::string>{"r1", "r2"});
  CHECK(delta.covers == std::vector<Entry>{k_c});
}

TEST_CASE("where the item wants two people, each must have looked at everything") {
  Situation facts = change_of({k_a, k_b_mended});
  facts.policy.items["security"].count = 2;
  const SignoffRecord first = review_over({k_a, k_b}, "r1", k_bob);
  const SignoffRecord by_bob = extending({"r1"}, {k_b_mended}, "r2", k_bob);
  const SignoffRecord by_carol = extending({"r1"}, {k_b_mended}, "r3", k_carol);
  CHECK(only_item(facts, {first, by_bob, by_carol}).status == Status::stale);
  const SignoffRecord carol_before = review_over({k_a, k_b}, "r4", k_carol);
  const SignoffRecord by_carol_on_her_own = extending({"r4"}, {k_b_mended}, "r5", k_carol);
  CHECK(only_item(facts, {first, by_bob, carol_before, by_carol_on_her_own}).status ==
        Status::approved);
  CHECK_FALSE(delta_of_security(facts, {first}, k_carol).has_value());
}

TEST_CASE("nothing is left to extend where a review holds the whole change") {
  const Situation facts = change_of({k_a, k_b});
  const SignoffRecord whole = review_over({k_a, k_b}, "r1");
  CHECK_FALSE(delta_of_security(facts, {whole}, k_bob).has_value());
}

}  // namespace
}  // namespace sallyport::core::test::delta_test
