#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sallyport::util {

/// Lower-case hexadecimal, two digits a byte.
std::string to_hex(std::span<const std::uint8_t> bytes);

/// Fills `out` from exactly `2 * out.size()` lower- or upper-case hexadecimal digits; false
/// otherwise.
[[nodiscard]] bool parse_hex(std::string_view text, std::span<std::uint8_t> out);

/// Standard base64 with padding (RFC 4648 §4), on one line.
std::string to_base64(std::string_view bytes);

/// The bytes of padded standard base64 without white space; nothing when it is malformed or not the
/// canonical encoding of its bytes.
std::optional<std::string> parse_base64(std::string_view text);

/// `bytes` with everything but unreserved characters of RFC 3986 and '/' as %XX (upper case).
std::string percent_encode(std::string_view bytes);

/// The inverse of `percent_encode`; nothing on a malformed escape.
std::optional<std::string> percent_decode(std::string_view text);

/// Whether `bytes` is well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms).
bool is_utf8(std::string_view bytes);

/// `text` less the byte order mark of UTF-8 in front.
std::string_view without_byte_order_mark(std::string_view text);

}  // namespace sallyport::util
