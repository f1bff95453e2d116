#include "core/validity.hpp"

#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace sallyport::core {
namespace {

std::string problem_of_signature(const SignoffRecord& record, const Item& item) {
  switch (record.signature) {
    case SignatureState::valid:
      return "";
    case SignatureState::unsigned_record:
      return item.signature_required ? "it is not signed" : "";
    case SignatureState::invalid:
      return record.signature_problem;
    case SignatureState::unchecked:
      return "its signature was not checked";
  }
  return "";
}

std::string problem_of_time(const SignoffRecord& record, const Item& item, util::Time now) {
  if (record.time > now + k_clock_skew) {
    return "it is dated in the future";
  }
  if (!record.folder_date.empty() && record.folder_date != util::date_folder(record.time)) {
    return "it is filed under another date than its own";
  }
  const auto lifetime = std::chrono::days(item.expires_days);
  if (item.expires_days > 0 && now > record.time + lifetime) {
    return fmt::format("it expired on {}", util::to_iso8601(record.time + lifetime).substr(0, 10));
  }
  return "";
}

std::string problem_of_answers(const SignoffRecord& record, const Item& item) {
  if (record.item_sha256 != item_sha256(item)) {
    return "it answers another wording of the item";
  }
  for (const Question& question : item.questions) {
    const auto answer = record.answers.find(question.id);
    const std::int64_t words =
        answer == record.answers.end() ? 0 : util::count_words(answer->second);
    if (words < question.min_words) {
      return fmt::format("its answer to '{}' has {} of {} words", question.id, words,
                         question.min_words);
    }
  }
  return "";
}

}  // namespace

std::string invalidity(const SignoffRecord& record, const Item& item, util::Time now) {
  for (const std::string& problem :
       {problem_of_signature(record, item), problem_of_time(record, item, now),
        problem_of_answers(record, item)}) {
    if (!problem.empty()) {
      return problem;
    }
  }
  return "";
}

Electorate electorate(const Item& item, const Facts& facts) {
  Electorate result;
  result.eligible = eligible_approvers(item, facts.policy, facts.signers);
  result.needed = item.count;
  if (!item.independent) {
    return result;
  }
  Principals authors =
      contributors(facts.change.commits, facts.evidence, facts.policy, facts.signers);
  if (!facts.brought_by.empty()) {
    authors.merge(possible_bearers(facts.brought_by, facts.policy, facts.signers));
  } else if (authors.empty()) {
    result.needed += 1;
  }
  Principals independent;
  std::set_difference(result.eligible.begin(), result.eligible.end(), authors.begin(),
                      authors.end(), std::inserter(independent, independent.end()));
  if (independent.empty()) {
    result.needed = std::max<std::int64_t>(result.needed, 2);
  } else {
    result.excluded = authors;
  }
  return result;
}

std::string ineligibility(const SignoffRecord& record, const Item& item,
                          const Electorate& electorate) {
  const bool is_signed = record.signature == SignatureState::valid;
  const std::string& person = is_signed ? record.principal : record.signer;
  if (person.empty()) {
    return "a key that the policy does not know";
  }
  if (is_signed && record.signer != record.principal) {
    return fmt::format("it names {}, but the key belongs to {}", record.signer, record.principal);
  }
  if (!electorate.eligible.contains(person)) {
    return "not an approver of this item";
  }
  if (electorate.excluded.contains(person)) {
    return "author of the change";
  }
  if (record.assurance < item.assurance && item.signature_required) {
    return fmt::format("made with assurance {}, the item needs {}", to_string(record.assurance),
                       to_string(item.assurance));
  }
  return "";
}

}  // namespace sallyport::core
