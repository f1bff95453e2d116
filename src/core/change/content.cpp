#include "core/change/content.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sallyport::core {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::size_t offset;
  std::string_view bytes;
};

constexpr std::array k_archives{
    Magic{0, "PK\x03\x04"sv},
    Magic{0, "PK\x05\x06"sv},
    Magic{0, "PK\x07\x08"sv},
    Magic{0, "\x1f\x8b"sv},
    Magic{0,
          "\xfd"
          "7zXZ\0"sv},
    Magic{0, "\x28\xb5\x2f\xfd"sv},
    Magic{0, "7z\xbc\xaf\x27\x1c"sv},
    Magic{0, "Rar!\x1a\x07"sv},
    Magic{0, "\x04\x22\x4d\x18"sv},
    Magic{0, "!<arch>\n"sv},
    Magic{0, "MSCF\0\0\0\0"sv},
    Magic{257, "ustar"sv},
    Magic{0, "\xed\xab\xee\xdb"sv},
    Magic{0, "LZIP\x01"sv},
    Magic{0, "\x1f\x9d"sv},
    Magic{4, "1AY&SY"sv},
};

constexpr std::array k_wide_marks{"\xff\xfe"sv, "\xfe\xff"sv, "\0\0\xfe\xff"sv};

/// Git LFS writes no pointer of that size or more.
constexpr std::size_t k_pointer_limit = 1024;

bool is_archive(std::string_view content) {
  return std::any_of(k_archives.begin(), k_archives.end(), [&](const Magic& magic) {
    return content.size() > magic.offset && content.substr(magic.offset).starts_with(magic.bytes);
  });
}

bool is_continuation(unsigned char byte) {
  return (byte & 0xC0U) == 0x80U;
}

/// The length that the first byte of a UTF-8 sequence announces; 0 when it can not be one.
std::size_t announced_length(unsigned char lead) {
  if (lead >= 0xC2 && lead <= 0xDF) {
    return 2;
  }
  if ((lead & 0xF0U) == 0xE0U) {
    return 3;
  }
  return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/// The length of the UTF-8 sequence of several bytes at `at`; 0 when there is none.
std::size_t sequence_length(std::string_view content, std::size_t at) {
  const std::size_t length = announced_length(static_cast<unsigned char>(content[at]));
  if (length == 0 || content.size() - at < length) {
    return 0;
  }
  for (std::size_t next = 1; next < length; ++next) {
    if (!is_continuation(static_cast<unsigned char>(content[at + next]))) {
      return 0;
    }
  }
  return length;
}

constexpr bool is_text_control(unsigned char byte) {
  return byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f' || byte == 0x1B;
}

/// By byte: 1 for what has to be looked at more closely, all but ASCII that text holds.
constexpr std::array<std::uint8_t, 256> k_needs_a_look = [] {
  std::array<std::uint8_t, 256> needs{};
  for (std::size_t byte = 0; byte < needs.size(); ++byte) {
    const bool is_printable = byte >= 0x20 && byte < 0x7F;
    needs[byte] = is_printable || is_text_control(static_cast<unsigned char>(byte)) ? 0 : 1;
  }
  return needs;
}();

/// How many bytes from the front are plain, in steps of eight.
std::size_t count_plain(std::string_view content) {
  constexpr std::size_t k_step = 8;
  std::size_t at = 0;
  for (; content.size() - at >= k_step; at += k_step) {
    unsigned needs = 0;
    for (std::size_t next = 0; next < k_step; ++next) {
      needs |= k_needs_a_look[static_cast<unsigned char>(content[at + next])];
    }
    if (needs != 0) {
      break;
    }
  }
  return at;
}

/// Bytes that text does not hold: control characters, and the C1 range outside UTF-8 sequences.
std::size_t count_unprintable(std::string_view content) {
  std::size_t unprintable = 0;
  std::size_t at = count_plain(content);
  while (at < content.size()) {
    const auto byte = static_cast<unsigned char>(content[at]);
    if (byte < 0x80) {
      unprintable += (byte < 0x20 && !is_text_control(byte)) || byte == 0x7F ? 1U : 0U;
      ++at;
      at += count_plain(content.substr(at));
      continue;
    }
    const std::size_t length = sequence_length(content, at);
    unprintable += length == 0 && byte < 0xA0 ? 1U : 0U;
    at += std::max<std::size_t>(length, 1);
  }
  return unprintable;
}

}  // namespace

ContentKind classify_content(std::string_view content) {
  if (content.size() < k_pointer_limit &&
      content.starts_with("version https://git-lfs.github.com/spec/")) {
    return ContentKind::lfs_pointer;
  }
  const bool printable = count_unprintable(content) <= content.size() / 100;
  if (!printable && is_archive(content)) {  // source with a magic number in front stays source
    return ContentKind::archive;
  }
  if (std::any_of(k_wide_marks.begin(), k_wide_marks.end(),
                  [&](std::string_view mark) { return content.starts_with(mark); })) {
    return ContentKind::wide_text;
  }
  return printable ? ContentKind::text : ContentKind::binary;
}

std::int64_t count_lines(std::string_view content) {
  const auto ends = std::count(content.begin(), content.end(), '\n');
  return ends + (content.empty() || content.ends_with('\n') ? 0 : 1);
}

}  // namespace sallyport::core
