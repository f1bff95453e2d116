#pragma once

#include "policy/findings.hpp"
#include "policy/value.hpp"

#include <optional>
#include <string_view>

namespace sallyport::policy {

/// Most files that one `extends` may lead to in a row.
inline constexpr int k_max_extends = 5;

/// Reads and validates a policy and all that it extends, and merges them. Nothing when a file of
/// the chain is no TOML or cannot be found; faults of all files that could be read are in
/// `findings`.
std::optional<Value> resolve(std::string_view toml, std::string_view source,
                             const ReadFile& read_file, Findings& findings);

}  // namespace sallyport::policy
