#pragma once

#include "core/policy.hpp"
#include "policy/value.hpp"

#include <string_view>

namespace sallyport::policy {

/// The item called `id`, every default filled in.
core::Item build_item(std::string_view id, const Value& table);

/// The item that guards the trust roots (policy.md §1), with what `table` (empty: nothing) says
/// about it. Its paths are the policy's folder and `trust_paths`; who calls may add the trust roots
/// that only the repository knows. `independent` is true, and to be dropped where fewer than two
/// human principals hold a valid key.
core::Item build_policy_change(const Value& table, const std::vector<std::string>& trust_paths);

}  // namespace sallyport::policy
