#pragma once

#include "core/verdict.hpp"

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace sallyport::report {

/// Null where there is none, or where it is empty.
nlohmann::ordered_json oid_or_null(const std::optional<core::Oid>& oid);
nlohmann::ordered_json text_or_null(std::string_view text);

/// An element of `attribution.commits` of `sallyport.verdict/1`.
nlohmann::ordered_json commit_json(const core::CommitAttribution& commit);

/// The array `rules` of `sallyport.verdict/1`.
nlohmann::ordered_json rules_json(const std::vector<core::RuleResult>& rules);

/// The array `items` of `sallyport.verdict/1`.
nlohmann::ordered_json items_json(const std::vector<core::ItemResult>& items);

}  // namespace sallyport::report
