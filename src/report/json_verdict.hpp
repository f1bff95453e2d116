#pragma once

#include "core/verdict.hpp"

#include <nlohmann/json_fwd.hpp>
#include <vector>

namespace sallyport::report {

/// An element of `attribution.commits` of `sallyport.verdict/1`.
nlohmann::ordered_json commit_json(const core::CommitAttribution& commit);

/// The array `rules` of `sallyport.verdict/1`.
nlohmann::ordered_json rules_json(const std::vector<core::RuleResult>& rules);

/// The array `items` of `sallyport.verdict/1`.
nlohmann::ordered_json items_json(const std::vector<core::ItemResult>& items);

}  // namespace sallyport::report
