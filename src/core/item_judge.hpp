#pragma once

#include "core/evaluate.hpp"

#include <vector>

namespace sallyport::core {

/// Which entries `item` is about: those its paths match; for `policy-change` the trust roots. Both
/// arguments must outlive the result.
Scope scope_of(const Item& item, const Facts& facts);

/// Judges one required item by the records that speak about the change; `required_by` is left
/// empty.
ItemResult judge_item(const Facts& facts, const Item& item,
                      const std::vector<SignoffRecord>& records);

/// The valid approvals of `item` that do not hold by `exact` or `same-delta`; those that count
/// where the change lands come first.
std::vector<const SignoffRecord*> unheld_approvals(const Facts& facts, const Item& item,
                                                   const std::vector<SignoffRecord>& records);

}  // namespace sallyport::core
