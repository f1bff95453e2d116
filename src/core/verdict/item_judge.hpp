#pragma once

#include "core/change/delta.hpp"
#include "core/verdict/facts.hpp"

#include <optional>
#include <vector>

namespace sallyport::core {

/// Judges one required item by what was found, whose records all speak about the change;
/// `required_by` is left empty. `objections` are the standing rejections of the item.
ItemResult judge_item(const Facts& facts, const Findings& findings, const Item& item,
                      const std::vector<Objection>& objections);

/// The valid approvals of `item` that do not hold by `exact` or `same-delta`, each with what it
/// vouches for; those that count where the change lands come first.
std::vector<Review> unheld_approvals(const Facts& facts, const Findings& findings,
                                     const Item& item);

/// What a sign-off of `item` by `signer` covers that builds on the reviews that were found, as
/// `delta_of` finds it.
std::optional<Delta> find_delta(const Facts& facts, const Findings& findings, const Item& item,
                                const std::string& signer);

}  // namespace sallyport::core
