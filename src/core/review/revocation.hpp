#pragma once

#include "core/policy/people.hpp"
#include "core/verdict/facts.hpp"

#include <map>
#include <string>
#include <vector>

namespace sallyport::core {

/// The records of `item` that were taken back (records.md §5), by id, with who did it: the person
/// who had signed, whoever may override, or where nobody is named two of the item's approvers (the
/// only one); of an item that wants independence, no author of the change has a say in what others
/// signed. A revocation cannot be revoked, and its date does not matter.
std::map<std::string, Principals> revoked_records(const Facts& facts, const Item& item,
                                                  const std::vector<SignoffRecord>& records);

/// The same for records that `how` undoes, a revocation or a purge.
std::map<std::string, Principals> undone_records(const Facts& facts, const Item& item,
                                                 const std::vector<SignoffRecord>& records,
                                                 RecordVerdict how);

/// That a record was taken back, by whom.
Reason revoked_by(const Principals& people);

}  // namespace sallyport::core
