#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sallyport::util {

/// How many terminal columns printable UTF-8 `text` takes: 2 for a wide character, 0 for a
/// combining mark, 1 for a malformed byte.
std::size_t columns(std::string_view text);

/// `text` cut to at most `width` columns, with "..." at its end where something was cut off. Text
/// is also cut when marks pile up to more than 8 bytes a column.
std::string clip(std::string_view text, std::size_t width);

/// The first `count` code points of UTF-8 `text`.
std::string_view first_characters(std::string_view text, std::size_t count);

}  // namespace sallyport::util
