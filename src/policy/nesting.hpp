#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace sallyport::policy {

/// The offset at which `toml` first nests deeper than `limit`: brackets in brackets, or names in
/// one dotted key. Nothing when it never does. Looks at tokens only and needs no well-formed input:
/// a table of a million dotted names must be refused before a parser builds it, because taking it
/// down again recurses once for each.
std::optional<std::size_t> too_deep(std::string_view toml, int limit);

}  // namespace sallyport::policy
