#pragma once

#include "core/verdict/evaluate.hpp"
#include "gate/ground.hpp"

#include <set>
#include <string>
#include <vector>

namespace sallyport::gate {

/// The ids of those of `records` that are spent on the proposal's target (records.md §4): all that
/// they cover, with what they extend, once stood together in its history, as it was signed or
/// carried over, after the target and what they were made on went separate ways, and does not stand
/// there now.
std::set<std::string> spent_records(const Session& session, const Ground& ground,
                                    const core::Facts& facts,
                                    const std::vector<core::SignoffRecord>& records);

}  // namespace sallyport::gate
