#include "core/review/revocation.hpp"

#include "builders.hpp"
#include "core/origin/on_behalf.hpp"

#include <catch2/catch.hpp>

namespace sallyport::core::test::revocation_test {
namespace {

const std::string k_alice = "alice@example.com";
const std::string k_bob = "bob@example.com";
const std::string k_carol = "carol@example.com";
const std::string k_importer = "importer@example.com";

SignoffRecord revoke(const SignoffRecord& approved, const std::string& principal) {
  SignoffRecord record = approved;
  record.id = "revocation by " + principal;
  record.verdict = RecordVerdict::revoke;
  record.covers.clear();
  record.extends = {approved.id};
  record.signer = record.principal = principal;
  record.folder_date.clear();
  return record;
}

TEST_CASE("whoever approved can take it back, and the item says who did") {
  const Situation facts = large_ai_change();
  const SignoffRecord approved = approval(facts, "security", k_bob);
  CHECK(only_item(facts, {approved}).status == Status::approved);
  const ItemResult item = only_item(facts, {approved, revoke(approved, k_bob)});
  CHECK(item.status == Status::pending);
  CHECK(reason_ignored(item) == "revoked by bob@example.com");
}

TEST_CASE("others take an approval back only two together, where nobody may override") {
  const Situation facts = large_ai_change();
  const SignoffRecord approved = approval(facts, "security", k_bob);
  const SignoffRecord first = revoke(approved, k_alice);
  const SignoffRecord second = revoke(approved, k_carol);
  CHECK(only_item(facts, {approved, first}).status == Status::approved);
  CHECK(reason_ignored(only_item(facts, {approved, first, second})) ==
        "revoked by alice@example.com and carol@example.com");
}

TEST_CASE("one of those who may override is enough, and nobody else counts then") {
  Situation facts = large_ai_change();
  facts.policy.items["security"].override_by = {k_carol};
  const SignoffRecord approved = approval(facts, "security", k_bob);
  CHECK(only_item(facts, {approved, revoke(approved, k_alice)}).status == Status::approved);
  CHECK(only_item(facts, {approved, revoke(approved, k_carol)}).status == Status::pending);
}

TEST_CASE("a revocation that is forged, of another item or of another repository changes nothing") {
  const Situation facts = large_ai_change();
  const SignoffRecord approved = approval(facts, "security", k_bob);
  SignoffRecord forged = revoke(approved, k_bob);
  forged.signature = SignatureState::unsigned_record;
  SignoffRecord elsewhere = revoke(approved, k_bob);
  elsewhere.repo = "acme/other";
  SignoffRecord other_item = revoke(approved, k_bob);
  other_item.item = "architecture";
  SignoffRecord false_name = revoke(approved, k_bob);
  false_name.principal = k_alice;
  const ItemResult item = only_item(facts, {approved, forged, elsewhere, other_item, false_name});
  CHECK(item.status == Status::approved);
}

/// A record that the importer made for `identity`, its signature checked.
SignoffRecord imported(const Situation& facts, const std::string& identity) {
  SignoffRecord record = approval(facts, "security", k_importer);
  record.on_behalf_of = identity;
  record.attended = {};
  return record;
}

Situation with_importer() {
  Situation facts = large_ai_change();
  facts.policy.principals[k_importer] = {k_importer, PrincipalKind::importer, {}, {}};
  facts.policy.principals[k_bob] = {k_bob, PrincipalKind::human, {}, {"github:7"}};
  facts.signers.push_back(signer_called(k_importer));
  return facts;
}

TEST_CASE("an import counts as its author's, with assurance forge, where the item accepts that") {
  Situation facts = with_importer();
  SignoffRecord record = imported(facts, "github:7");
  resolve_on_behalf(record, facts.policy);
  CHECK(reason_ignored(only_item(facts, {record})) ==
        "made with assurance forge, the item needs key");
  facts.policy.items["security"].assurance = Assurance::forge;
  const ItemResult item = only_item(facts, {record});
  CHECK(item.status == Status::approved);
  CHECK(item.counted.at(0).signer == k_bob);
  CHECK(item.counted.at(0).assurance == Assurance::forge);
}

TEST_CASE("only an importer speaks for others, and only for people of the policy") {
  const Situation facts = with_importer();
  SignoffRecord stranger = imported(facts, "github:8");
  resolve_on_behalf(stranger, facts.policy);
  CHECK(report::phrase(stranger.signature_problem) == "nobody in the policy is github:8");
  SignoffRecord by_alice = imported(facts, "github:7");
  by_alice.signer = by_alice.principal = k_alice;
  resolve_on_behalf(by_alice, facts.policy);
  CHECK(by_alice.signature == SignatureState::invalid);
  CHECK(report::phrase(by_alice.signature_problem) ==
        "it speaks for somebody else, and its key is no importer's");
}

TEST_CASE("an importer's record in its own name approves nothing") {
  Situation facts = with_importer();
  facts.policy.items["security"].assurance = Assurance::forge;
  SignoffRecord record = imported(facts, "");
  record.attended.tty = true;
  resolve_on_behalf(record, facts.policy);
  CHECK(reason_ignored(only_item(facts, {record})) == "not an approver of this item");
}

TEST_CASE("who brought the change is no independent reviewer of it") {
  Situation facts = with_importer();
  facts.policy.items["security"].independent = true;
  facts.change.commits = {commit_by("noreply@tool.example")};
  const SignoffRecord by_bob = approval(facts, "security", k_bob);
  facts.brought_by = {};
  CHECK(only_item(facts, {by_bob}).in_all == 2);
  facts.brought_by = {"github:7", "GitHub Actions",
                      possible_bearers("github:7", facts.policy, facts.signers)};
  CHECK(only_item(facts, {by_bob}).in_all == 1);
  CHECK(reason_ignored(only_item(facts, {by_bob})) == "author of the change, or who brings it");
  // Alice and Carol have no identity on GitHub: either may be account 9.
  facts.brought_by = {"github:9", "GitHub Actions",
                      possible_bearers("github:9", facts.policy, facts.signers)};
  CHECK(only_item(facts, {by_bob}).status == Status::approved);
  CHECK(reason_ignored(only_item(facts, {approval(facts, "security", k_carol)})) ==
        "author of the change, or who brings it");
}

}  // namespace
}  // namespace sallyport::core::test::revocation_test
