#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

namespace sallyport::attribution {

/// Whether `value` says no: none, no, n/a, false, off, 0, nothing at all.
bool is_negative(std::string_view value);

/// The tool that a disclosure such as `Opus 4.6 via Claude Code` names: an id of `tools` that is in
/// it word by word, else the tool best known for a model that it names, else `unknown-ai`.
std::string tool_named_in(std::string_view value, const std::unordered_set<std::string>& tools);

}  // namespace sallyport::attribution
