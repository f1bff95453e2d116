#include "core/review/waiver.hpp"

#include "core/review/revocation.hpp"
#include "core/review/validity.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <set>

namespace sallyport::core {
namespace {

Principals waiving_principals(const Facts& facts) {
  Item item;
  item.approvers = facts.policy.waive->approvers;
  return eligible_approvers(item, facts.policy, facts.signers);
}

std::optional<Reason> problem_of_time(const SignoffRecord& record, const Facts& facts) {
  const std::int64_t most = facts.policy.waive->max_hours;
  if (record.time > facts.now + k_clock_skew) {
    return Reason{Flaw::future};
  }
  if (record.until > record.time + std::chrono::hours(most)) {
    return Reason{.flaw = Flaw::long_waiver, .limit = most};
  }
  return facts.now > record.until ? std::optional(Reason{.flaw = Flaw::ended, .time = record.until})
                                  : std::nullopt;
}

std::optional<Reason> problem_of_signer(const SignoffRecord& record, const Principals& entitled) {
  if (record.signature != SignatureState::valid) {
    return record.signature == SignatureState::invalid ? record.signature_problem
                                                       : Reason{Flaw::not_signed};
  }
  const bool is_entitled = record.principal == record.signer && entitled.contains(record.principal);
  return is_entitled ? std::nullopt : std::optional(Reason{Flaw::may_not_waive});
}

std::optional<Reason> problem_of(const SignoffRecord& record, const Item& item, const Facts& facts,
                                 const Findings& findings) {
  if (auto problem = unwaivable(facts.policy, item.id)) {
    return problem;
  }
  if (findings.spent.contains(record.id)) {
    return Reason{Flaw::spent};
  }
  auto problem = problem_of_signer(record, waiving_principals(facts));
  problem = problem ? problem : absence_of_person(record);
  problem = problem ? problem : problem_of_time(record, facts);
  const bool says_why = !util::trim(record.reason).empty() && !util::trim(record.ticket).empty();
  return problem || says_why ? problem : Reason{Flaw::no_ticket};
}

Waived summary_of(const std::vector<Holding>& holding) {
  const auto first_to_end = std::min_element(
      holding.begin(), holding.end(),
      [](const Holding& a, const Holding& b) { return a.record->until < b.record->until; });
  const SignoffRecord& record = *first_to_end->record;
  return {record.reason, record.ticket, record.until};
}

}  // namespace

std::optional<Reason> unwaivable(const Policy& policy, const std::string& item) {
  if (item == k_policy_change) {
    return Reason{Flaw::rules_unwaivable};
  }
  return policy.waive ? std::nullopt : std::optional(Reason{Flaw::no_waivers});
}

Waiving judge_waivers(const Facts& facts, const Findings& findings, const Item& item,
                      const std::vector<Entry>& subject) {
  const auto revoked = revoked_records(facts, item, findings.records);
  Waiving result;
  std::set<std::string> people;
  for (const SignoffRecord& record : findings.records) {
    const auto rung = record.item == item.id && record.verdict == RecordVerdict::waive
                          ? direct_rung(record, facts.change, subject)
                          : std::nullopt;
    if (!rung) {
      continue;
    }
    const auto taken_back = revoked.find(record.id);
    const auto problem = taken_back == revoked.end() ? problem_of(record, item, facts, findings)
                                                     : revoked_by(taken_back->second);
    if (problem) {
      result.ignored.push_back({person_of(record), record.id, *problem});
    } else {
      result.holding.push_back({&record, *rung});
      people.insert(record.principal);
    }
  }
  if (!people.empty() && std::ssize(people) >= facts.policy.waive->count) {
    result.waived = summary_of(result.holding);
  }
  return result;
}

}  // namespace sallyport::core
