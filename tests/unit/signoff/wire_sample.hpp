#pragma once

#include <string>
#include <string_view>

namespace sallyport::signoff::test {

/// A number as RFC 4251 §5 has it, in `bytes` bytes.
inline std::string wire_number(std::size_t value, unsigned bytes = 4) {
  std::string text;
  for (unsigned left = bytes; left > 0; --left) {
    text += static_cast<char>((value >> (8 * (left - 1))) & 0xffU);
  }
  return text;
}

/// A string as RFC 4251 §5 has it.
inline std::string wire(std::string_view text) {
  return wire_number(text.size()) + std::string(text);
}

}  // namespace sallyport::signoff::test
