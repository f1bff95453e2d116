#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace sallyport::attribution {

/// Notes come from anybody: a member that is missing or of another type than is looked for is as
/// good as none. Parsing and destruction do not recurse, so that depth needs no limit here; size
/// is limited where notes are read.
using Json = nlohmann::json;

/// A whole text as JSON; discarded (`is_discarded`) when it is none. Takes up to 40 bytes for each
/// of the text.
Json read_json(std::string_view text);

/// The member of an object; null where there is none, or `value` is no object.
const Json& member(const Json& value, std::string_view name);

/// A member that is an array or an object; an empty array where there is none.
const Json& list_at(const Json& value, std::string_view name);

/// A member that is a string; empty where there is none.
std::string text_at(const Json& value, std::string_view name);

/// A number, rounded up and at most 1,000,000,000; nothing for a negative one or another type.
std::optional<std::int64_t> count_of(const Json& value);

}  // namespace sallyport::attribution
