#include "core/review/revocation.hpp"

#include "core/review/relevance.hpp"
#include "core/review/validity.hpp"

#include <algorithm>
#include <iterator>

namespace sallyport::core {
namespace {

bool is_signed_by_owner(const SignoffRecord& record) {
  return record.signature == SignatureState::valid && !record.principal.empty() &&
         record.signer == record.principal;
}

/// Who took back each record, by its id.
std::map<std::string, Principals> revokers_by_record(const Facts& facts, const Item& item,
                                                     const std::vector<SignoffRecord>& records) {
  std::map<std::string, Principals> revokers;
  for (const SignoffRecord& record : records) {
    if (record.verdict != RecordVerdict::revoke || record.item != item.id ||
        !is_signed_by_owner(record) || !is_for_target(record, facts)) {
      continue;
    }
    for (const std::string& id : record.extends) {
      revokers[id].insert(record.principal);
    }
  }
  return revokers;
}

/// Those among `people` who may take back what others approved.
Principals entitled(const Principals& people, const Principals& voters) {
  Principals found;
  std::set_intersection(people.begin(), people.end(), voters.begin(), voters.end(),
                        std::inserter(found, found.end()));
  return found;
}

}  // namespace

std::map<std::string, Principals> revoked_records(const Facts& facts, const Item& item,
                                                  const std::vector<SignoffRecord>& records) {
  Item by_override = item;
  by_override.approvers = item.override_by;
  Principals voters = eligible_approvers(item.override_by.empty() ? item : by_override,
                                         facts.policy, facts.signers);
  for (const std::string& author : electorate(item, facts).excluded) {
    voters.erase(author);
  }
  const std::size_t needed =
      item.override_by.empty() ? std::min<std::size_t>(2, voters.size()) : std::size_t{1};
  const auto revokers = revokers_by_record(facts, item, records);
  std::map<std::string, Principals> revoked;
  for (const SignoffRecord& record : records) {
    const auto found = revokers.find(record.id);
    if (found == revokers.end() || record.verdict == RecordVerdict::revoke) {
      continue;
    }
    const Principals others = entitled(found->second, voters);
    if (found->second.contains(record.principal)) {
      revoked.emplace(record.id, Principals{record.principal});
    } else if (!others.empty() && others.size() >= needed) {
      revoked.emplace(record.id, others);
    }
  }
  return revoked;
}

Reason revoked_by(const Principals& people) {
  return {.flaw = Flaw::revoked, .people = {people.begin(), people.end()}};
}

}  // namespace sallyport::core
