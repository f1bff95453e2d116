#include "core/review/relevance.hpp"

#include "builders.hpp"

#include <catch2/catch.hpp>

namespace sallyport::core::test::relevance_test {
namespace {

const std::string k_bob = "bob@example.com";

bool is_relevant(const Situation& facts, const SignoffRecord& record) {
  return Relevance(facts, facts.found)(record);
}

SignoffRecord over(std::vector<Entry> covers) {
  return approval(item_called("security"), std::move(covers), k_bob);
}

TEST_CASE("a record of another repository speaks about nothing here") {
  const Situation facts = large_ai_change();
  SignoffRecord record = approval(facts, "security", k_bob);
  CHECK(is_relevant(facts, record));
  record.repo = "acme/gadgets";
  CHECK_FALSE(is_relevant(facts, record));
}

TEST_CASE("a record counts for its target and where that target is accepted") {
  Situation facts = large_ai_change();
  SignoffRecord record = approval(facts, "security", k_bob);
  facts.target = "refs/heads/release/1";
  CHECK(is_for_target(record, facts));
  facts.policy.accept_targets = {};
  CHECK_FALSE(is_for_target(record, facts));
  record.target = "refs/heads/release/1";
  CHECK(is_for_target(record, facts));
  facts.target = std::nullopt;
  CHECK_FALSE(is_for_target(record, facts));
}

TEST_CASE("a record is relevant by the content of one entry on either side") {
  Situation facts = large_ai_change();
  facts.policy.items["security"].survives = Rung::same_delta;
  facts.change.files.front().entry = entry("src/a.cc", "before", "after");
  CHECK(is_relevant(facts, over({entry("src/a.cc", "before", "another")})));
  CHECK(is_relevant(facts, over({entry("x", "", "x"), entry("src/a.cc", "another", "after")})));
  CHECK_FALSE(is_relevant(facts, over({entry("src/a.cc", "another", "other")})));
  CHECK_FALSE(is_relevant(facts, over({entry("src/b.cc", "before", "after")})));
  CHECK_FALSE(is_relevant(facts, over({})));
}

TEST_CASE("a record is relevant by its paths alone where its item accepts a replay") {
  Situation facts = large_ai_change();
  facts.change.files = {added_file("a", 1, 0), added_file("b", 1, 0)};
  const Entry first = entry("a", "x", "y");
  const Entry second = entry("b", "x", "y");
  const Entry other = entry("c", "x", "y");
  CHECK(is_relevant(facts, over({first, second})));
  CHECK(is_relevant(facts, over({first})));
  CHECK(is_relevant(facts, over({first, second, other})));
  CHECK_FALSE(is_relevant(facts, over({first, other})));
  CHECK_FALSE(is_relevant(facts, over({other})));
  facts.policy.items["security"].survives = Rung::same_delta;
  CHECK_FALSE(is_relevant(facts, over({first, second})));
}

TEST_CASE("a record of the same edit of a file with another name is relevant to a replay") {
  Situation facts = large_ai_change();
  facts.change.files.front().entry = entry("src/new.cc", "before", "after");
  CHECK(is_relevant(facts, over({entry("src/old.cc", "before", "after")})));
  CHECK_FALSE(is_relevant(facts, over({entry("src/old.cc", "before", "other")})));
  CHECK_FALSE(is_relevant(facts, over({entry("src/old.cc", "", "after")})));
}

TEST_CASE("a record of one step of the chain is relevant") {
  Situation facts = large_ai_change();
  facts.policy.items["security"].survives = Rung::same_delta;
  const Entry between = entry("src/a.cc", "x", "y");
  CHECK_FALSE(is_relevant(facts, over({between})));
  facts.found.chain = {{{between}}};
  CHECK(is_relevant(facts, over({between})));
}

TEST_CASE("a declaration is relevant by the digest of a commit or of the whole") {
  Situation facts = large_ai_change();
  facts.found.commit_digests = {std::string(64, 'a')};
  CHECK(is_relevant(facts, declaration("human", {std::string(64, 'a')}, k_bob)));
  CHECK(is_relevant(facts, declaration("human", {"x", digest_of(facts.change)}, k_bob)));
  CHECK_FALSE(is_relevant(facts, declaration("human", {std::string(64, 'b')}, k_bob)));
}

}  // namespace
}  // namespace sallyport::core::test::relevance_test
