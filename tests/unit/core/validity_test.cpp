#include "core/review/validity.hpp"

#include "builders.hpp"

#include <catch2/catch.hpp>

#include <chrono>

namespace sallyport::core::test::validity_test {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;

const std::string k_bob = "bob@example.com";

SignoffRecord by_bob(const Item& item) {
  return approval(item, {entry("a", "", "x")}, k_bob);
}

TEST_CASE("a signed record of today with the item's wording is valid") {
  const Item item = item_called("security");
  CHECK_FALSE(invalidity(by_bob(item), item, k_now));
}

TEST_CASE("an unsigned record counts only where the item wants no signature") {
  Item item = item_called("security");
  SignoffRecord record = by_bob(item);
  record.signature = SignatureState::unsigned_record;
  CHECK(report::phrase(invalidity(record, item, k_now)) == "it is not signed");
  item.signature_required = false;
  CHECK_FALSE(invalidity(record, item, k_now));
}

TEST_CASE("a signature that is wrong or was not looked at never counts") {
  Item item = item_called("security");
  item.signature_required = false;
  SignoffRecord record = by_bob(item);
  record.signature = SignatureState::invalid;
  record.signature_problem = {.flaw = Flaw::malformed_signature,
                              .detail = "the signature does not fit the payload"};
  CHECK(report::phrase(invalidity(record, item, k_now)) ==
        "the signature does not fit the payload");
  record.signature = SignatureState::unchecked;
  CHECK(report::phrase(invalidity(record, item, k_now)) == "its signature was not checked");
}

TEST_CASE("a record may be ten minutes ahead of the clock and not more") {
  const Item item = item_called("security");
  SignoffRecord record = by_bob(item);
  record.time = k_now + minutes(10);
  CHECK_FALSE(invalidity(record, item, k_now));
  record.time += seconds(1);
  CHECK(report::phrase(invalidity(record, item, k_now)) == "it is dated in the future");
}

TEST_CASE("a record is filed under the UTC date of its time") {
  const Item item = item_called("security");
  SignoffRecord record = by_bob(item);
  record.folder_date = "2026/11/21";
  CHECK(report::phrase(invalidity(record, item, k_now)) ==
        "it is filed under another date than its own");
  record.folder_date = "";
  CHECK_FALSE(invalidity(record, item, k_now));
}

TEST_CASE("a record expires one second after its last day") {
  Item item = item_called("security");
  item.expires_days = 90;
  SignoffRecord record = by_bob(item);
  record.time = k_now - days(90);
  record.folder_date = "2026/08/24";
  CHECK_FALSE(invalidity(record, item, k_now));
  CHECK(report::phrase(invalidity(record, item, k_now + seconds(1))) == "it expired on 2026-11-22");
  item.expires_days = 0;
  CHECK_FALSE(invalidity(record, item, k_now + days(36500)));
}

TEST_CASE("a record of another wording no longer counts") {
  Item item = item_called("security");
  const SignoffRecord record = by_bob(item);
  item.text = "Something else.";
  CHECK(report::phrase(invalidity(record, item, k_now)) ==
        "it answers another wording of the item");
}

TEST_CASE("every question wants its words") {
  Item item = item_called("security");
  item.questions = {{"threats", "What?", 3}, {"tests", "Which?", 1}};
  SignoffRecord record = by_bob(item);
  record.answers = {{"threats", "only two"}, {"tests", "all"}};
  CHECK(report::phrase(invalidity(record, item, k_now)) ==
        "its answer to 'threats' has 2 of 3 words");
  record.answers = {{"threats", "now there are four"}};
  CHECK(report::phrase(invalidity(record, item, k_now)) ==
        "its answer to 'tests' has 0 of 1 words");
  record.answers["tests"] = " \n\t ";
  CHECK(report::phrase(invalidity(record, item, k_now)) ==
        "its answer to 'tests' has 0 of 1 words");
  record.answers["tests"] = "all";
  CHECK_FALSE(invalidity(record, item, k_now));
}

TEST_CASE("who may meet an item is who may approve it less the authors where it is independent") {
  Situation facts = large_ai_change();
  Item item = item_called("security");
  item.count = 2;
  Electorate everyone = electorate(item, facts);
  CHECK(everyone.eligible.size() == 3);
  CHECK(everyone.excluded.empty());
  CHECK(everyone.needed == 2);

  item.independent = true;
  const Electorate independent = electorate(item, facts);
  CHECK(independent.excluded == Principals{"alice@example.com"});
  CHECK(independent.needed == 2);
}

TEST_CASE("where nobody trusted tells who brings a change one person more is needed") {
  Situation facts = large_ai_change();
  Item item = item_called("security");
  item.independent = true;
  item.approvers = {"alice@example.com", k_bob};
  CHECK(electorate(item, facts).in_all == 1);
  facts.brought_by = {};
  const Electorate untold = electorate(item, facts);
  CHECK(untold.needed == 1);
  CHECK(untold.in_all == 2);
  CHECK(untold.excluded == Principals{"alice@example.com"});
  CHECK(untold.people.size() == 3);
  facts.change.commits = {commit_by("stranger@example.com")};
  CHECK(electorate(item, facts).in_all == 2);
  facts.place = Place::worked_on;
  CHECK(electorate(item, facts).in_all == 1);
  facts.place = Place::lands;
  item.independent = false;
  CHECK(electorate(item, facts).in_all == 1);
}

TEST_CASE("where all who may approve are authors one person more of all is needed") {
  Situation facts = large_ai_change();
  facts.evidence.front().human_co_authors = {k_bob};
  Item item = item_called("security");
  item.independent = true;
  item.approvers = {"alice@example.com", k_bob};
  const Electorate authors = electorate(item, facts);
  CHECK(authors.needed == 1);
  CHECK(authors.in_all == 2);
  CHECK(authors.excluded.empty());
  item.count = 2;
  CHECK(electorate(item, facts).in_all == 3);
}

TEST_CASE("whatever the commits say more people never become fewer") {
  Situation facts = large_ai_change();
  Item item = item_called("security");
  item.independent = true;
  item.count = 2;
  const std::vector<std::string> everybody{"alice@example.com", k_bob, "carol@example.com"};
  for (unsigned named = 0; named < 8; ++named) {
    std::vector<std::string> co_authors;
    for (unsigned person = 0; person < 3; ++person) {
      if ((named >> person & 1U) != 0) {
        co_authors.push_back(everybody[person]);
      }
    }
    facts.evidence.front().human_co_authors = co_authors;
    const Electorate electors = electorate(item, facts);
    CHECK(electors.needed == 2);
    CHECK(electors.in_all == (co_authors.size() < 3 && (named | 1U) != 7 ? 2 : 3));
  }
}

TEST_CASE("a record says why its signer does not count where the change lands") {
  const Situation facts = large_ai_change();
  Item item = item_called("security");
  item.independent = true;
  item.approvers = {"alice@example.com", k_bob};
  const Electorate people = electorate(item, facts);

  CHECK_FALSE(ineligibility(by_bob(item), item, people));
  CHECK(report::phrase(ineligibility(approval(item, {}, "alice@example.com"), item, people)) ==
        "author of the change, or who brings it");
  CHECK(report::phrase(ineligibility(approval(item, {}, "carol@example.com"), item, people)) ==
        "not an approver of this item");

  SignoffRecord unknown = by_bob(item);
  unknown.principal = "";
  CHECK(report::phrase(ineligibility(unknown, item, people)) ==
        "a key that the policy does not know");

  SignoffRecord borrowed = by_bob(item);
  borrowed.signer = "alice@example.com";
  CHECK(report::phrase(ineligibility(borrowed, item, people)) ==
        "it names alice@example.com, but the key belongs to bob@example.com");
}

TEST_CASE("assurance below the item's does not count and above it does") {
  const Situation facts = large_ai_change();
  Item item = item_called("security");
  item.assurance = Assurance::touch;
  SignoffRecord record = by_bob(item);
  CHECK(report::phrase(ineligibility(record, item, electorate(item, facts))) ==
        "made with assurance key, the item needs touch");
  record.assurance = Assurance::touch;
  CHECK_FALSE(ineligibility(record, item, electorate(item, facts)));
  record.assurance = Assurance::verified;
  CHECK_FALSE(ineligibility(record, item, electorate(item, facts)));
}

TEST_CASE("an item that wants attested keys counts no other") {
  const Situation facts = large_ai_change();
  Item item = item_called("security");
  item.attested = true;
  SignoffRecord record = by_bob(item);
  record.assurance = Assurance::verified;
  CHECK(report::phrase(ineligibility(record, item, electorate(item, facts))) ==
        "the key was enrolled without a hardware attestation");
  record.attested = true;
  CHECK_FALSE(ineligibility(record, item, electorate(item, facts)));
}

TEST_CASE("an unsigned record speaks for whom it names") {
  const Situation facts = large_ai_change();
  Item item = item_called("purpose");
  item.signature_required = false;
  SignoffRecord record = by_bob(item);
  record.signature = SignatureState::unsigned_record;
  record.principal = "";
  record.key = "";
  record.assurance = Assurance::none;
  CHECK_FALSE(ineligibility(record, item, electorate(item, facts)));
  record.signer = "stranger@example.com";
  CHECK(report::phrase(ineligibility(record, item, electorate(item, facts))) ==
        "not an approver of this item");
}

}  // namespace
}  // namespace sallyport::core::test::validity_test
