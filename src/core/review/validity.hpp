#pragma once

#include "core/policy/people.hpp"
#include "core/verdict/facts.hpp"

#include <chrono>
#include <optional>

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
  Principals excluded;  ///< contributors, where the item is independent
  std::int64_t needed = 1;
};
Electorate electorate(const Item& item, const Facts& facts);

/// Why a record does not count where the change lands. Absent: it counts.
std::optional<Reason> ineligibility(const SignoffRecord& record, const Item& item,
                                    const Electorate& electorate);

}  // namespace sallyport::core
