#include "util/columns.hpp"

#include <utf8proc.h>

namespace sallyport::util {
namespace {

constexpr std::string_view k_ellipsis = "...";
constexpr std::size_t k_bytes_per_column = 8;

struct Character {
  std::size_t bytes = 1;
  std::size_t width = 1;
};

/// The first character of `text`, which must not be empty.
Character first_character(std::string_view text) {
  utf8proc_int32_t code_point = 0;
  const utf8proc_ssize_t length =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                       static_cast<utf8proc_ssize_t>(text.size()), &code_point);
  if (length <= 0) {
    return {};
  }
  return {static_cast<std::size_t>(length),
          static_cast<std::size_t>(utf8proc_charwidth(code_point))};
}

std::size_t fitting_bytes(std::string_view text, std::size_t width) {
  std::size_t used = 0;
  std::size_t end = 0;
  while (end < text.size()) {
    const Character next = first_character(text.substr(end));
    if (used + next.width > width || end + next.bytes > width * k_bytes_per_column) {
      return end;
    }
    used += next.width;
    end += next.bytes;
  }
  return end;
}

}  // namespace

std::size_t columns(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const Character next = first_character(text);
    width += next.width;
    text.remove_prefix(next.bytes);
  }
  return width;
}

std::string clip(std::string_view text, std::size_t width) {
  if (fitting_bytes(text, width) == text.size()) {
    return std::string(text);
  }
  if (width < k_ellipsis.size()) {
    return std::string(text.substr(0, fitting_bytes(text, width)));
  }
  const std::size_t kept = fitting_bytes(text, width - k_ellipsis.size());
  return std::string(text.substr(0, kept)).append(k_ellipsis);
}

std::string_view first_characters(std::string_view text, std::size_t count) {
  std::size_t end = 0;
  for (; count > 0 && end < text.size(); --count) {
    end += first_character(text.substr(end)).bytes;
  }
  return text.substr(0, end);
}

}  // namespace sallyport::util
