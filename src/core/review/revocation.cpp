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

/// Who undid each record, by its id.
std::map<std::string, Principals> undoers_by_record(const Facts& facts, const Item& item,
                                                    const std::vector<SignoffRecord>& records,
                                                    RecordVerdict how) {
  std::map<std::string, Principals> revokers;
  for (const SignoffRecord& record : records) {
    if (record.verdict != how || record.item != item.id || !is_signed_by_owner(record) ||
        !is_for_target(record, facts)) {
      continue;
    }
    for (const std::string& id : record.extends) {
      revokers[id].insert(record.principal);
    }
  }
  return revokers;
}

/// Who may take back what others said, and how many of them it takes.
struct Revokers {
  Principals voters;
  std::size_t needed = 1;
  Principals people;
  std::size_t in_all = 1;  ///< of these

  [[nodiscard]] bool are_enough(const Principals& revokers) const {
    return shared(revokers, voters).size() >= needed && shared(revokers, people).size() >= in_all;
  }

  static Principals shared(const Principals& a, const Principals& b) {
    Principals found;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(),
                          std::inserter(found, found.end()));
    return found;
  }
};

/// Of an approval or a waiver. Authors are not left out: what they do not want to land, does not.
Revokers revokers_of_approvals(const Facts& facts, const Item& item) {
  Item by_override = item;
  by_override.approvers = item.override_by;
  Revokers result;
  result.voters = eligible_approvers(item.override_by.empty() ? item : by_override, facts.policy,
                                     facts.signers);
  const std::size_t most = std::max<std::size_t>(1, result.voters.size());
  result.needed = item.override_by.empty() ? std::min<std::size_t>(2, most) : std::size_t{1};
  result.people = human_principals(facts.policy, facts.signers);
  result.in_all = result.needed;
  return result;
}

/// Of a rejection: as few as before whatever the commits say of their authors, who are none of
/// them, and never only who may bring the change.
Revokers revokers_of_rejections(const Facts& facts, const Item& item) {
  Revokers result = revokers_of_approvals(facts, item);
  const Electorate electors = electorate(item, facts);
  for (const std::string& author : electors.excluded) {
    result.voters.erase(author);
  }
  result.in_all += static_cast<std::size_t>(electors.in_all - electors.needed);
  return result;
}

}  // namespace

std::map<std::string, Principals> revoked_records(const Facts& facts, const Item& item,
                                                  const std::vector<SignoffRecord>& records) {
  return undone_records(facts, item, records, RecordVerdict::revoke);
}

std::map<std::string, Principals> undone_records(const Facts& facts, const Item& item,
                                                 const std::vector<SignoffRecord>& records,
                                                 RecordVerdict how) {
  const auto revokers = undoers_by_record(facts, item, records, how);
  std::map<std::string, Principals> revoked;
  if (revokers.empty()) {
    return revoked;
  }
  const Revokers of_approvals = revokers_of_approvals(facts, item);
  const Revokers of_rejections = revokers_of_rejections(facts, item);
  for (const SignoffRecord& record : records) {
    const auto found = revokers.find(record.id);
    if (found == revokers.end() || undoes(record)) {
      continue;
    }
    const Revokers& entitled =
        record.verdict == RecordVerdict::reject ? of_rejections : of_approvals;
    if (found->second.contains(record.principal)) {
      revoked.emplace(record.id, Principals{record.principal});
    } else if (entitled.are_enough(found->second)) {
      revoked.emplace(record.id, Revokers::shared(found->second, entitled.people));
    }
  }
  return revoked;
}

Reason revoked_by(const Principals& people) {
  return {.flaw = Flaw::revoked, .people = {people.begin(), people.end()}};
}

}  // namespace sallyport::core
