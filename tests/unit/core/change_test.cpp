#include "core/change/change.hpp"

#include "builders.hpp"
#include "core/policy/policy.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace sallyport::core::test::change_test {
namespace {

/// The literals of these tests were made with printf and sha256sum.
TEST_CASE("the digest of a change without entries is that of its prefix") {
  CHECK(util::to_hex(change_digest({})) ==
        "37863107f8c056c056e76b151127bf3a9cce7a257d817970c7b6ed4060eb4156");
}

TEST_CASE("the change digest is over path, modes and contents of each entry") {
  Entry added = entry("docs/a.md", "", "one\n");
  Entry edited = entry("src/b.cc", "one\n", "two\n");
  edited.new_mode = 0100755;
  CHECK(util::to_hex(change_digest({added, edited})) ==
        "39849b70537f42428cc76c43c2555ae4f687b73fbb79c99f99b744ad04d93e4d");
}

TEST_CASE("every field of an entry changes the digest") {
  const Entry original = entry("a", "one\n", "two\n");
  const auto digest = change_digest({original});

  Entry other = original;
  other.path = "b";
  CHECK(change_digest({other}) != digest);
  other = original;
  other.old_mode = 0100755;
  CHECK(change_digest({other}) != digest);
  other = original;
  other.new_mode = 0120000;
  CHECK(change_digest({other}) != digest);
  other = original;
  other.old_sha256 = util::sha256("three\n");
  CHECK(change_digest({other}) != digest);
  other = original;
  other.new_sha256 = util::sha256("three\n");
  CHECK(change_digest({other}) != digest);
}

TEST_CASE("entries of a change keep its order") {
  Change change;
  change.files = {added_file("a", 1, 0), added_file("b/c", 1, 0)};
  const auto entries = entries_of(change);
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].path == "a");
  CHECK(entries[1].path == "b/c");
}

TEST_CASE("the digest of an item is over its canonical wording") {
  Item item;
  item.level = Level::evaluate;
  item.title = "Security review";
  item.text = "Who?\nWhy?";
  item.questions = {{"threats", "What could \"an attacker\" do?", 8}};
  CHECK(item_sha256(item) == "f5d600dc4e31c98e2c59fc6e122643a5caddd476b59b63863f61474113e25577");

  Item bare;
  bare.level = Level::analyze;
  CHECK(item_sha256(bare) == "1ec495934486ad223d4c03e08c06abaa642acf5c58187dabf5c184c074d51921");
}

TEST_CASE("who may approve an item is no part of its digest and each word of it is") {
  Item item = item_called("security");
  item.questions = {{"threats", "What?", 8}};
  const std::string digest = item_sha256(item);

  Item other = item;
  other.approvers = {"alice@example.com"};
  other.count = 2;
  other.expires_days = 1;
  CHECK(item_sha256(other) == digest);
  other = item;
  other.level = Level::create;
  CHECK(item_sha256(other) != digest);
  other = item;
  other.questions.front().min_words = 9;
  CHECK(item_sha256(other) != digest);
  other = item;
  other.questions.front().id = "threat";
  CHECK(item_sha256(other) != digest);
}

TEST_CASE("an object name has forty lower-case digits") {
  CHECK(to_hex(empty_tree()) == "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
  CHECK(abbreviated(empty_tree()) == "4b825dc642cb");
  CHECK(parse_oid("4b825dc642cb6eb9a060e54bf8d69288fbee4904") == empty_tree());
  CHECK_FALSE(parse_oid("4b825dc642cb6eb9a060e54bf8d69288fbee490"));
  CHECK_FALSE(parse_oid("4b825dc642cb6eb9a060e54bf8d69288fbee490g"));
  CHECK(Oid{}.is_zero());
  CHECK_FALSE(empty_tree().is_zero());
}

TEST_CASE("names are those of the file formats") {
  CHECK(to_string(EvidenceKind::note) == "note");
  CHECK(to_string(EvidenceKind::author_id) == "author-id");
  CHECK(to_string(Position::process) == "process");
  CHECK(to_string(Metric::ai_lines) == "ai_lines");
  CHECK(to_string(Metric::recent_ai_lines) == "recent_ai_lines");
  CHECK(to_string(Comparison::at_most) == "<=");
  CHECK(to_string(Assurance::verified) == "verified");
  CHECK(to_string(Rung::same_delta) == "same-delta");
  CHECK(to_string(Status::not_applicable) == "not-applicable");
  CHECK(to_string(RecordVerdict::waive) == "waive");
  CHECK(to_string(Origin::human) == "human");
  CHECK(to_string(SourcePosition{"a.toml", 14, 3}) == "a.toml:14");
  CHECK(to_string(SourcePosition{"built-in", 0, 0}) == "built-in");
}

}  // namespace
}  // namespace sallyport::core::test::change_test
