#pragma once

#include "core/verdict/verdict.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <vector>

/// Parts of the JSON documents (docs/json.md). Strings are raw: `util::json_line` escapes them.
namespace sallyport::report {

using Json = nlohmann::ordered_json;

/// An array of what `make` makes of each of `values`.
template <typename Values, typename Make>
Json array_of(const Values& values, Make make) {
  Json array = Json::array();
  for (const auto& value : values) {
    array.push_back(make(value));
  }
  return array;
}

/// Null where there is none, or where it is empty.
Json oid_or_null(const std::optional<core::Oid>& oid);
Json text_or_null(std::string_view text);

/// The object `policy` of `sallyport.verdict/1`.
Json policy_json(const core::PolicyOrigin& policy);

/// An element of `attribution.tools`.
Json tool_json(const core::ToolUse& tool);

/// An element of `attribution.commits`.
Json commit_json(const core::CommitAttribution& commit);

/// The arrays `rules` and `items`.
Json rules_json(const core::Verdict& verdict);
Json items_json(const core::Verdict& verdict);

}  // namespace sallyport::report
