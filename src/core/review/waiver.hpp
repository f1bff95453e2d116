#pragma once

#include "core/review/item_reviews.hpp"
#include "core/verdict/facts.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sallyport::core {

/// The waivers of one item that hold for the change.
struct Waiving {
  std::vector<Holding> holding;
  std::vector<IgnoredRecord> ignored;  ///< about this change, and do not count
  std::optional<Waived> waived;        ///< there: they are of enough people
};

/// Judges the waivers of `item` that were found (records.md §5): `exact` or `same-delta`, by as
/// many of the policy's `[waive] approvers` as it wants, ending at most `max_hours` after they were
/// made; never of `policy-change`.
Waiving judge_waivers(const Facts& facts, const Findings& findings, const Item& item,
                      const std::vector<Entry>& subject);

/// Why nobody can waive `item` under `policy`; absent: it can be waived.
std::optional<Reason> unwaivable(const Policy& policy, const std::string& item);

}  // namespace sallyport::core
