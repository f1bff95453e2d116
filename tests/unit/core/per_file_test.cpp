#include "core/per_file.hpp"

#include "builders.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

namespace sallyport::core::test {
namespace {

const std::string k_bob = "bob@example.com";
const std::string k_carol = "carol@example.com";

const Entry k_a = entry("a", "", "content of a");
const Entry k_b = entry("b", "", "content of b");

/// A change of `a` and `b`, whose item takes reviews file by file.
Facts two_files() {
  Facts facts = large_ai_change();
  facts.policy.items["security"].survives = Rung::per_file;
  facts.change.files = {added_file("a", 300, 0), added_file("b", 300, 0)};
  return facts;
}

SignoffRecord over(std::vector<Entry> covers, const std::string& id,
                   const std::string& principal = k_bob) {
  SignoffRecord record = approval(item_called("security"), std::move(covers), principal);
  record.id = id;
  return record;
}

TEST_CASE("reviews of single files add up where the item takes them so") {
  Facts facts = two_files();
  const std::vector<SignoffRecord> parts{over({k_a}, "r1", k_bob), over({k_b}, "r2", k_carol)};
  const ItemResult item = only_item(facts, parts);
  CHECK(item.status == Status::approved);
  REQUIRE(item.counted.size() == 2);
  CHECK(item.counted[0].rung == Rung::per_file);
  facts.policy.items["security"].survives = Rung::replay;
  CHECK(only_item(facts, parts).status == Status::stale);
}

TEST_CASE("every file must be held") {
  CHECK(only_item(two_files(), {over({k_a}, "r1")}).status == Status::stale);
  CHECK(
      only_item(two_files(), {over({k_a}, "r1"), over({entry("b", "", "edited")}, "r2")}).status ==
      Status::stale);
}

TEST_CASE("where two people are wanted, each file must have been looked at by two") {
  Facts facts = two_files();
  facts.policy.items["security"].count = 2;
  const SignoffRecord first = over({k_a}, "r1", k_bob);
  const SignoffRecord second = over({k_b}, "r2", k_carol);
  CHECK(only_item(facts, {first, second}).status != Status::approved);
  CHECK(only_item(facts, {first, second, over({k_a}, "r3", k_carol), over({k_b}, "r4", k_bob)})
            .status == Status::approved);
  CHECK(only_item(facts, {first, second, over({k_a}, "r3", k_bob), over({k_b}, "r4", k_carol)})
            .status != Status::approved);
}

TEST_CASE("a review holds no file when one of its others has left the change") {
  const SignoffRecord wider = over({k_a, k_b, entry("guard", "", "checks")}, "r1");
  CHECK(only_item(two_files(), {wider}).status == Status::stale);
  Facts facts = two_files();
  const ReviewedFile guard{entry("guard", "", "checks"), oid(1), oid(2)};
  facts.replays.emplace(replay_task(guard, nullptr).value(), ReplayOutcome::holds);
  const ItemResult item = only_item(facts, {wider});
  CHECK(item.status == Status::approved);
}

}  // namespace
}  // namespace sallyport::core::test
