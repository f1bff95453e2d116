#include "core/review/ladder.hpp"

#include "builders.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace sallyport::core::test::ladder_test {
namespace {

const Item k_item = item_called("security");

bool everything(const Entry&) {
  return true;
}

SignoffRecord over(std::vector<Entry> covers, const std::string& who = "bob@example.com") {
  return approval(k_item, std::move(covers), who);
}

ChainStep step(std::vector<Entry> entries) {
  return {std::move(entries), StepKind::own_work};
}

ChainStep merge_of_target(std::vector<Entry> entries) {
  return {std::move(entries), StepKind::update};
}

/// How many records `compose` uses; 0: the chain cannot be cut.
std::size_t used(const Chain& chain, const std::vector<SignoffRecord>& records,
                 std::int64_t needed = 1) {
  std::vector<const SignoffRecord*> pointers;
  for (const SignoffRecord& record : records) {
    pointers.push_back(&record);
  }
  return compose(chain, everything, pointers, needed).size();
}

const Entry k_first = entry("a", "", "a1");
const Entry k_second = entry("b", "b0", "b1");
const Entry k_third = entry("c", "c0", "c1");

TEST_CASE("a record of the same trees and entries holds exactly") {
  const Situation facts = large_ai_change();
  const auto entries = entries_of(facts.change);
  SignoffRecord record = over(entries);
  CHECK(direct_rung(record, facts.change, entries) == Rung::exact);
  record.base.tree = oid(9);
  CHECK(direct_rung(record, facts.change, entries) == Rung::same_delta);
  record.base.tree = oid(1);
  record.head.tree = oid(9);
  CHECK(direct_rung(record, facts.change, entries) == Rung::same_delta);
}

TEST_CASE("an equal head tree alone is never enough") {
  const Situation facts = large_ai_change();
  const auto entries = entries_of(facts.change);
  CHECK_FALSE(direct_rung(over({}), facts.change, entries));
  std::vector<Entry> other = entries;
  other.front().old_mode = 0100644;
  other.front().old_sha256 = util::sha256("before");
  CHECK_FALSE(direct_rung(over(other), facts.change, entries));
}

TEST_CASE("each of the five fields must be equal") {
  const Situation facts = large_ai_change();
  const auto entries = entries_of(facts.change);
  std::vector<std::vector<Entry>> others(3, entries);
  others[0].front().path = "src/b.cc";
  others[1].front().new_mode = 0100755;
  others[2].front().new_sha256 = util::sha256("other");
  for (const auto& covers : others) {
    CHECK_FALSE(direct_rung(over(covers), facts.change, entries));
  }
}

TEST_CASE("two signed steps make a signed change") {
  CHECK(used({step({k_first}), step({k_second})}, {over({k_first}), over({k_second})}) == 2);
}

TEST_CASE("one review may span several steps and a later one touch the same file") {
  const Entry again = entry("a", "a1", "a2");
  const Entry both = entry("a", "", "a2");
  CHECK(used({step({k_first}), step({again}), step({k_second})},
             {over({both}), over({k_second})}) == 2);
}

TEST_CASE("a step that nobody signed breaks the chain wherever it is") {
  const Chain chain{step({k_first}), step({k_second}), step({k_third})};
  CHECK(used(chain, {over({k_first}), over({k_third})}) == 0);
  CHECK(used(chain, {over({k_second}), over({k_third})}) == 0);
  CHECK(used(chain, {over({k_first}), over({k_second})}) == 0);
  CHECK(used(chain, {over({k_first}), over({k_second, k_third})}) == 2);
}

TEST_CASE("reviews that overlap do not join up") {
  const Chain chain{step({k_first}), step({k_second}), step({k_third})};
  CHECK(used(chain, {over({k_first, k_second}), over({k_second, k_third})}) == 0);
}

TEST_CASE("a signed step is not signed again from another start") {
  const Entry rewritten = entry("b", "other", "b1");
  CHECK(used({step({k_first}), step({rewritten})}, {over({k_first}), over({k_second})}) == 0);
}

TEST_CASE("a clean merge of the target is free and any other step is not") {
  const Entry landed = entry("z", "", "landed");
  const std::vector<SignoffRecord> signed_steps{over({k_first}), over({k_second})};
  CHECK(used({step({k_first}), merge_of_target({landed}), step({k_second})}, signed_steps) == 2);
  CHECK(used({step({k_first}), step({landed}), step({k_second})}, signed_steps) == 0);
}

TEST_CASE("a merge of the target is free by itself and not as a part of a run") {
  const Entry landed = entry("z", "", "landed");
  CHECK(used({step({k_first}), merge_of_target({landed}), step({k_second})},
             {over({k_first, k_second})}) == 0);
}

TEST_CASE("no run takes back what an update brought") {
  const Entry landed = entry("z", "", "landed");
  const Entry undone = entry("z", "landed", "");
  CHECK(used({step({k_first}), merge_of_target({landed}), step({undone})}, {over({k_first})}) == 0);
  CHECK(used({step({k_first}), merge_of_target({landed}), step({undone, k_second})},
             {over({k_first, k_second})}) == 0);
  const ChainStep ours{{}, StepKind::other_update};
  CHECK(used({step({k_first}), ours, step({k_second})}, {over({k_first}), over({k_second})}) == 0);
  CHECK(used({step({k_first}), {{k_second}, StepKind::other_update}},
             {over({k_first}), over({k_second})}) == 0);
}

TEST_CASE("a run that takes itself back needs nobody") {
  const Entry back = entry("b", "b1", "b0");
  CHECK(used({step({k_first}), step({k_second}), step({back})}, {over({k_first})}) == 1);
  const Entry removed = entry("a", "a1", "");
  CHECK(used({step({k_second}), step({k_first}), step({removed})}, {over({k_second})}) == 1);
}

TEST_CASE("a mode that stays changed is not taken back") {
  Entry back = entry("b", "b1", "b0");
  back.new_mode = 0100755;
  CHECK(used({step({k_first}), step({k_second}), step({back})}, {over({k_first})}) == 0);
}

TEST_CASE("where two are needed each run wants two different signers") {
  const Chain chain{step({k_first}), step({k_second})};
  const std::vector<SignoffRecord> by_two{
      over({k_first}, "bob@example.com"), over({k_first}, "carol@example.com"),
      over({k_second}, "bob@example.com"), over({k_second}, "carol@example.com")};
  CHECK(used(chain, by_two, 2) == 4);
  const std::vector<SignoffRecord> one_each{over({k_first}, "bob@example.com"),
                                            over({k_second}, "carol@example.com")};
  CHECK(used(chain, one_each, 2) == 0);
  const std::vector<SignoffRecord> twice{over({k_first}), over({k_first}), over({k_second}),
                                         over({k_second})};
  CHECK(used(chain, twice, 2) == 0);
}

TEST_CASE("two keys that nobody owns are two signers") {
  std::vector<SignoffRecord> records{over({k_first}), over({k_first})};
  for (SignoffRecord& record : records) {
    record.principal = "";
  }
  CHECK(used({step({k_first})}, records, 2) == 0);
  records.front().key = "SHA256:another";
  CHECK(used({step({k_first})}, records, 2) == 2);
}

TEST_CASE("steps without an entry in scope need nobody") {
  const SignoffRecord record = over({k_first});
  const auto only_a = [](const Entry& entry) { return entry.path == "a"; };
  const Chain chain{step({k_first, k_second}), step({k_third})};
  CHECK(compose(chain, only_a, {&record}, 1).size() == 1);
  CHECK(compose(chain, everything, {&record}, 1).empty());
}

TEST_CASE("an empty chain and one past the limit are not composed") {
  CHECK(used({}, {over({k_first})}) == 0);
  CHECK(used(Chain(1000, step({})), {over({k_first})}) == 0);
  Chain longest(999, step({}));
  longest.push_back(step({k_first}));
  CHECK(used(longest, {over({k_first})}) == 1);
  longest.push_back(step({}));
  CHECK(used(longest, {over({k_first})}) == 0);
}

TEST_CASE("an item accepts the rungs down to the one it survives") {
  CHECK(accepts(Rung::exact, Rung::exact));
  CHECK_FALSE(accepts(Rung::exact, Rung::same_delta));
  CHECK(accepts(Rung::same_delta, Rung::composed));
  CHECK_FALSE(accepts(Rung::same_delta, Rung::replay));
  CHECK(accepts(Rung::replay, Rung::same_delta));
  CHECK(accepts(Rung::replay, Rung::delta));
  CHECK_FALSE(accepts(Rung::replay, Rung::stale));
}

}  // namespace
}  // namespace sallyport::core::test::ladder_test
