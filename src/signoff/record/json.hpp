#pragma once

#include <tl/expected.hpp>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace sallyport::signoff {

using Json = nlohmann::json;

/// The largest record or covers file that is read, in bytes.
inline constexpr std::int64_t k_file_limit = std::int64_t{16} << 20U;

/// JSON from somebody else (RFC 8259). The error, one lower-case line, is given for malformed text,
/// duplicate keys, numbers that are no 64-bit integers, more than 8 levels, more than
/// `k_file_limit`.
tl::expected<Json, std::string> parse_json(std::string_view text);

/// The canonical form of records.md §2: keys sorted by their bytes, no white space, and only '"',
/// '\' and characters below U+0020 escaped. `value` holds no floating-point number.
std::string canonical_json(const Json& value);

}  // namespace sallyport::signoff
