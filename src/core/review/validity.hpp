#pragma once

#include "core/policy/people.hpp"
#include "core/verdict/facts.hpp"

#include <chrono>
#include <optional>
#include <set>

namespace sallyport::core {

/// Why a record counts nowhere where people are asked: it says itself that no person gave it,
/// without a terminal or under an agent. What was imported from a forge says who reviewed it there.
std::optional<Reason> absence_of_person(const SignoffRecord& record);

/// How far ahead of the verifier's clock a record may be dated (records.md §2).
inline constexpr std::chrono::minutes k_clock_skew{10};

/// Why a record of `item` cannot count anywhere, whatever its content: signature, dates, wording
/// and answers. Absent: nothing against it.
std::optional<Reason> invalidity(const SignoffRecord& record, const Item& item, util::Time now);

/// Who may meet an item where the change lands, and how many of them it takes.
struct Electorate {
  Principals eligible;
  Principals excluded;      ///< contributors, where the item is independent
  std::int64_t needed = 1;  ///< of the eligible ones who are not excluded
  Principals people;        ///< all persons of the policy; the eligible ones where all are excluded
  std::int64_t in_all = 1;  ///< of these
};

/// The electorate of an item. What commits say of who made them only ever excludes somebody: where
/// nobody trusted tells who brings the change, or nobody is left, the number in all is one more
/// than the item's, so that whoever brings it can never be enough. Of the
/// contributors the `updaters` (`Findings`) are left out.
Electorate electorate(const Item& item, const Facts& facts, const std::set<Updater>& updaters = {});

/// Why a record does not count where the change lands. Absent: it counts.
std::optional<Reason> ineligibility(const SignoffRecord& record, const Item& item,
                                    const Electorate& electorate);

/// Whether that reason is only that its signer, a person of the policy, is an author or no
/// approver: then the record counts among those in all.
bool is_bystander(const SignoffRecord& record, const Reason& reason, const Electorate& electorate);

}  // namespace sallyport::core
