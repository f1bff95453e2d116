#include "core/review/validity.hpp"

#include "util/text.hpp"

#include <algorithm>
#include <utility>

namespace sallyport::core {
namespace {

std::optional<Reason> problem_of_signature(const SignoffRecord& record, const Item& item) {
  switch (record.signature) {
    case SignatureState::unsigned_record:
      return item.signature_required ? std::optional(Reason{Flaw::not_signed}) : std::nullopt;
    case SignatureState::invalid:
      return record.signature_problem;
    case SignatureState::unchecked:
      return Reason{Flaw::unchecked_signature};
    case SignatureState::valid:
      break;
  }
  return std::nullopt;
}

std::optional<Reason> problem_of_time(const SignoffRecord& record, const Item& item,
                                      util::Time now) {
  if (record.time > now + k_clock_skew) {
    return Reason{Flaw::future};
  }
  if (!record.folder_date.empty() && record.folder_date != util::date_folder(record.time)) {
    return Reason{Flaw::misfiled};
  }
  const util::Time end = record.time + std::chrono::days(item.expires_days);
  return item.expires_days > 0 && now > end
             ? std::optional(Reason{.flaw = Flaw::expired, .time = end})
             : std::nullopt;
}

std::optional<Reason> problem_of_answers(const SignoffRecord& record, const Item& item) {
  if (record.item_sha256 != item_sha256(item)) {
    return Reason{Flaw::other_wording};
  }
  for (const Question& question : item.questions) {
    const auto answer = record.answers.find(question.id);
    const std::int64_t words =
        answer == record.answers.end() ? 0 : util::count_words(answer->second);
    if (words < question.min_words) {
      return Reason{.flaw = Flaw::short_answer,
                    .detail = question.id,
                    .count = words,
                    .limit = question.min_words};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Reason> absence_of_person(const SignoffRecord& record) {
  const bool is_attended = record.attended.tty && record.attended.agents.empty();
  return is_attended || !record.on_behalf_of.empty() ? std::nullopt
                                                     : std::optional(Reason{Flaw::unattended});
}

std::optional<Reason> invalidity(const SignoffRecord& record, const Item& item, util::Time now) {
  auto problem = problem_of_signature(record, item);
  problem = problem ? problem : absence_of_person(record);
  problem = problem ? problem : problem_of_time(record, item, now);
  return problem ? problem : problem_of_answers(record, item);
}

Electorate electorate(const Item& item, const Facts& facts, const std::set<Updater>& updaters) {
  Electorate result;
  result.eligible = eligible_approvers(item, facts.policy, facts.signers);
  result.people = human_principals(facts.policy, facts.signers);
  result.needed = result.in_all = item.count;
  if (!item.independent) {
    return result;
  }
  Principals involved =
      contributors(facts.change.commits, facts.evidence, facts.policy, facts.signers, updaters);
  involved.insert(facts.brought_by.people.begin(), facts.brought_by.people.end());
  const bool is_anybody_left = !std::includes(involved.begin(), involved.end(),
                                              result.eligible.begin(), result.eligible.end());
  (is_anybody_left ? result.excluded : result.people) =
      is_anybody_left ? std::move(involved) : result.eligible;
  const bool is_told = facts.brought_by.is_known() || facts.place == Place::worked_on;
  result.in_all += is_anybody_left && is_told ? 0 : 1;
  return result;
}

std::optional<Reason> ineligibility(const SignoffRecord& record, const Item& item,
                                    const Electorate& electorate) {
  const bool is_signed = record.signature == SignatureState::valid;
  const std::string& person = is_signed ? record.principal : record.signer;
  if (person.empty()) {
    return Reason{Flaw::unknown_key};
  }
  if (is_signed && record.signer != record.principal) {
    return Reason{.flaw = Flaw::other_name, .detail = record.signer, .people = {record.principal}};
  }
  if (record.assurance < item.assurance && item.signature_required) {
    return Reason{
        .flaw = Flaw::low_assurance, .assurance = record.assurance, .needed = item.assurance};
  }
  if (item.attested && !record.attested) {
    return Reason{Flaw::not_attested};
  }
  if (!electorate.eligible.contains(person)) {
    return Reason{Flaw::no_approver};
  }
  return electorate.excluded.contains(person) ? std::optional(Reason{Flaw::author}) : std::nullopt;
}

bool is_bystander(const SignoffRecord& record, const Reason& reason, const Electorate& electorate) {
  return (reason.flaw == Flaw::author || reason.flaw == Flaw::no_approver) &&
         electorate.people.contains(record.principal);
}

}  // namespace sallyport::core
