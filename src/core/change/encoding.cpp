#include "core/change/encoding.hpp"

#include "util/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utf8proc.h>

namespace sallyport::core {
namespace {

using namespace std::string_view_literals;

struct Mark {
  std::string_view bytes;
  Encoding encoding;
};

/// The longer ones first, since one of them begins with a shorter one.
constexpr std::array k_marks{
    Mark{"\xff\xfe\0\0"sv, Encoding::utf32_le}, Mark{"\0\0\xfe\xff"sv, Encoding::utf32_be},
    Mark{"\xff\xfe"sv, Encoding::utf16_le}, Mark{"\xfe\xff"sv, Encoding::utf16_be}};

const Mark* mark_of(std::string_view text) {
  const auto* const mark = std::find_if(k_marks.begin(), k_marks.end(), [&](const Mark& each) {
    return text.starts_with(each.bytes);
  });
  return mark == k_marks.end() ? nullptr : mark;
}

/// At which of each four bytes most are NULs (`#`), few (`.`), or neither.
std::string pattern_of_nuls(std::string_view text) {
  std::array<std::size_t, 4> nuls{};
  for (std::size_t at = 0; at < text.size(); ++at) {
    nuls.at(at % 4) += text[at] == '\0' ? 1U : 0U;
  }
  const std::size_t units = text.size() / 4;
  std::string pattern;
  for (const std::size_t count : nuls) {
    pattern += units > 0 && count * 10 >= units * 4 ? '#' : count * 20 <= units ? '.' : '?';
  }
  return pattern;
}

/// Most characters of source are ASCII: all but one byte of each is a NUL.
std::optional<Encoding> encoding_by_nuls(std::string_view text) {
  struct Row {
    std::string_view nuls;
    Encoding encoding;
  };
  constexpr std::array k_rows{Row{".#.#", Encoding::utf16_le}, Row{"#.#.", Encoding::utf16_be},
                              Row{".###", Encoding::utf32_le}, Row{"###.", Encoding::utf32_be}};
  const std::string nuls = pattern_of_nuls(text);
  const auto* const row = std::find_if(k_rows.begin(), k_rows.end(),
                                       [&](const Row& each) { return each.nuls == nuls; });
  return row == k_rows.end() ? std::nullopt : std::optional(row->encoding);
}

std::uint32_t unit_at(std::string_view bytes, std::size_t at, std::size_t size, bool is_little) {
  std::uint32_t unit = 0;
  for (std::size_t next = 0; next < size; ++next) {
    const std::size_t place = is_little ? at + size - 1 - next : at + next;
    unit = (unit << 8U) | static_cast<unsigned char>(bytes[place]);
  }
  return unit;
}

void append(std::string& text, std::uint32_t character) {
  constexpr utf8proc_int32_t k_replacement = 0xFFFD;
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto asked = static_cast<utf8proc_int32_t>(character);
  const auto length =
      utf8proc_encode_char(utf8proc_codepoint_valid(asked) ? asked : k_replacement, bytes.data());
  text.append(bytes.begin(), bytes.begin() + length);
}

std::string from_utf16(std::string_view text, bool is_little) {
  constexpr std::uint32_t k_surrogates = 0xD800;
  std::string utf8;
  for (std::size_t at = 0; at + 1 < text.size(); at += 2) {
    std::uint32_t character = unit_at(text, at, 2, is_little);
    if ((character & 0xFC00U) == k_surrogates && at + 3 < text.size()) {
      const std::uint32_t low = unit_at(text, at + 2, 2, is_little);
      if ((low & 0xFC00U) == 0xDC00U) {
        character = 0x10000U + ((character & 0x3FFU) << 10U) + (low & 0x3FFU);
        at += 2;
      }
    }
    append(utf8, character);
  }
  return utf8;
}

std::string from_utf32(std::string_view text, bool is_little) {
  std::string utf8;
  for (std::size_t at = 0; at + 3 < text.size(); at += 4) {
    append(utf8, unit_at(text, at, 4, is_little));
  }
  return utf8;
}

/// Windows-1252 from 0x80 on; it is Latin-1 above.
constexpr std::array<std::uint16_t, 32> k_windows_1252{
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

/// Line by line: one stray byte must not change how all others of a UTF-8 text are read.
std::string from_bytes(std::string_view text) {
  constexpr unsigned char k_first = 0x80;
  std::string utf8;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
    text.remove_prefix(line.size());
    if (util::is_utf8(line)) {
      utf8 += line;
      continue;
    }
    for (const char c : line) {
      const auto byte = static_cast<unsigned char>(c);
      const bool is_mapped = byte >= k_first && byte < k_first + k_windows_1252.size();
      append(utf8, is_mapped ? k_windows_1252.at(byte - k_first) : byte);
    }
  }
  return utf8;
}

}  // namespace

Encoding encoding_of(std::string_view text) {
  const bool is_utf8 = util::is_utf8(text);
  if (is_utf8 && text.find('\0') == std::string_view::npos) {
    return Encoding::utf8;
  }
  if (const auto by_nuls = encoding_by_nuls(text)) {
    return *by_nuls;
  }
  const Mark* const mark = mark_of(text);
  const bool is_marked =
      mark != nullptr && text.find('\0', mark->bytes.size()) != std::string_view::npos;
  return is_marked ? mark->encoding : is_utf8 ? Encoding::utf8 : Encoding::windows_1252;
}

std::string to_utf8(std::string_view text, Encoding encoding) {
  const Mark* const mark = mark_of(text);
  if (mark != nullptr && mark->encoding == encoding) {
    text.remove_prefix(mark->bytes.size());
  }
  switch (encoding) {
    case Encoding::utf16_le:
    case Encoding::utf16_be:
      return from_utf16(text, encoding == Encoding::utf16_le);
    case Encoding::utf32_le:
    case Encoding::utf32_be:
      return from_utf32(text, encoding == Encoding::utf32_le);
    case Encoding::windows_1252:
      return from_bytes(text);
    case Encoding::utf8:
      return std::string(text);
  }
  return {};
}

}  // namespace sallyport::core
