#include "core/waiver.hpp"

#include "core/revocation.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace sallyport::core {
namespace {

Principals waiving_principals(const Facts& facts) {
  Item item;
  item.approvers = facts.policy.waive->approvers;
  return eligible_approvers(item, facts.policy, facts.signers);
}

std::string problem_of_time(const SignoffRecord& record, const Facts& facts) {
  const auto longest = std::chrono::hours(facts.policy.waive->max_hours);
  if (record.time > facts.now + k_clock_skew) {
    return "it is dated in the future";
  }
  if (record.until > record.time + longest) {
    return fmt::format("it was to last longer than the {} that the policy allows",
                       util::plural(facts.policy.waive->max_hours, "hour"));
  }
  return facts.now > record.until ? "it ended at " + util::to_iso8601(record.until) : "";
}

std::string problem_of_signer(const SignoffRecord& record, const Principals& entitled) {
  if (record.signature != SignatureState::valid) {
    return record.signature == SignatureState::invalid ? record.signature_problem
                                                       : "it is not signed";
  }
  const bool is_entitled = record.principal == record.signer && entitled.contains(record.principal);
  return is_entitled ? "" : "not one of those who may waive";
}

std::string problem_of(const SignoffRecord& record, const Item& item, const Facts& facts,
                       const Findings& findings) {
  std::string problem = unwaivable(facts.policy, item.id);
  if (!problem.empty()) {
    return problem;
  }
  if (findings.spent.contains(record.id)) {
    return "it landed and is gone since: rebase, then sign";
  }
  problem = problem_of_signer(record, waiving_principals(facts));
  problem = problem.empty() ? problem_of_time(record, facts) : problem;
  const bool says_why = !util::trim(record.reason).empty() && !util::trim(record.ticket).empty();
  return problem.empty() && !says_why ? "it gives no reason or no ticket" : problem;
}

Waived summary_of(const std::vector<Holding>& holding) {
  const auto first_to_end = std::min_element(
      holding.begin(), holding.end(),
      [](const Holding& a, const Holding& b) { return a.record->until < b.record->until; });
  const SignoffRecord& record = *first_to_end->record;
  return {record.reason, record.ticket, record.until};
}

}  // namespace

std::string unwaivable(const Policy& policy, const std::string& item) {
  if (item == k_policy_change) {
    return "a change of the rules cannot be waived";
  }
  return policy.waive ? "" : "the policy allows no waivers";
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
    const std::string problem = taken_back == revoked.end()
                                    ? problem_of(record, item, facts, findings)
                                    : "revoked by " + taken_back->second;
    if (problem.empty()) {
      result.holding.push_back({&record, *rung});
      people.insert(record.principal);
    } else {
      result.ignored.push_back({person_of(record), record.id, problem});
    }
  }
  if (!people.empty() && std::ssize(people) >= facts.policy.waive->count) {
    result.waived = summary_of(result.holding);
  }
  return result;
}

}  // namespace sallyport::core
