#pragma once

#include <string>
#include <string_view>

namespace sallyport::core {

/// How the bytes of a text stand for characters.
enum class Encoding {
  utf8,
  windows_1252,  ///< or another of one byte a character, wherever a line is not UTF-8
  utf16_le,
  utf16_be,
  utf32_le,
  utf32_be,
};

/// The encoding of a text, which a byte order mark need not tell: NULs do.
Encoding encoding_of(std::string_view text);

/// `text` in UTF-8, without a byte order mark of the others. What is malformed becomes U+FFFD.
std::string to_utf8(std::string_view text, Encoding encoding);

}  // namespace sallyport::core
