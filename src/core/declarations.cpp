#include "core/declarations.hpp"

#include "core/people.hpp"
#include "core/relevance.hpp"
#include "core/validity.hpp"
#include "util/encoding.hpp"

#include <algorithm>

namespace sallyport::core {
namespace {

bool counts(const SignoffRecord& record, const Facts& facts, const Principals& humans) {
  if (record.item != k_provenance || record.verdict != RecordVerdict::approve ||
      record.signature != SignatureState::valid || !is_for_target(record, facts) ||
      record.time > facts.now + k_clock_skew) {
    return false;
  }
  return facts.place == Place::lands
             ? humans.contains(record.principal) && record.signer == record.principal
             : record.attended.tty;
}

bool has_step(const SignoffRecord& record, const std::string& digest) {
  return std::find(record.steps.begin(), record.steps.end(), digest) != record.steps.end();
}

/// Whether a declaration of a whole change can be carried over to this one.
bool is_carried_over(const SignoffRecord& record, const Facts& facts) {
  return !facts.replays.empty() && has_step(record, record.change) && !record.covers.empty() &&
         uncovered(review_of(record), entries_of(facts.change), facts.replays).empty();
}

/// Lets `record` speak; `ai` beats `human`.
void apply(const SignoffRecord& record, Declaration& declaration) {
  const auto origin = record.answers.find("origin");
  if (origin == record.answers.end() || declaration.origin == Origin::ai) {
    return;
  }
  if (origin->second == "ai") {
    const auto tool = record.answers.find("tool");
    declaration = {Origin::ai, tool == record.answers.end() ? "" : tool->second};
  } else if (origin->second == "human") {
    declaration.origin = Origin::human;
  }
}

}  // namespace

std::vector<Review> declared_reviews(const std::vector<SignoffRecord>& records, Origin least) {
  std::vector<Review> reviews;
  for (const SignoffRecord& record : records) {
    const auto origin = record.answers.find("origin");
    const bool is_ai = origin != record.answers.end() && origin->second == "ai";
    if (record.item == k_provenance && record.verdict == RecordVerdict::approve &&
        (is_ai || least == Origin::human)) {
      reviews.push_back(review_of(record));
    }
  }
  return reviews;
}

Declarations declared(const Facts& facts, const std::vector<SignoffRecord>& records) {
  Declarations declarations;
  declarations.commits.resize(facts.change.commits.size());
  const Principals humans = human_principals(facts.policy, facts.signers);
  const std::string whole = util::to_hex(change_digest(entries_of(facts.change)));
  for (const SignoffRecord& record : records) {
    if (!counts(record, facts, humans)) {
      continue;
    }
    if (has_step(record, whole) || is_carried_over(record, facts)) {
      apply(record, declarations.whole);
    }
    for (std::size_t i = 0; i < facts.commit_digests.size(); ++i) {
      if (has_step(record, facts.commit_digests[i])) {
        apply(record, declarations.commits.at(i));
      }
    }
  }
  return declarations;
}

}  // namespace sallyport::core
