#pragma once

#include "policy/findings.hpp"
#include "policy/value.hpp"

#include <optional>
#include <string_view>

namespace sallyport::policy {

/// Most bytes that a policy file may have.
inline constexpr std::size_t k_max_bytes = 1024UL * 1024UL;

/// Deepest nesting of brackets, and of one dotted key, that is read.
inline constexpr int k_max_depth = 16;

/// The tables of a TOML file named `source`; nothing, and one error in `findings`, when it is too
/// large, too deep or no TOML. A byte order mark and CRLF line ends are accepted.
std::optional<Value> read_toml(std::string_view text, std::string_view source, Findings& findings);

}  // namespace sallyport::policy
