#include "core/change/content.hpp"

#include "core/change/media.hpp"
#include "util/encoding.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sallyport::core {
namespace {

using namespace std::string_view_literals;

/// Bytes that files of a form have at a fixed place.
struct Signature {
  std::size_t offset;
  std::string_view bytes;
};

/// Forms besides those of media of which parts are text: so much that they would pass for it.
constexpr std::array k_signatures{
    Signature{8, "AIFF"sv},
    Signature{0, "\0\0\2\0"sv},
    Signature{0, "II*\0"sv},
    Signature{0, "MM\0*"sv},
    Signature{0, "8BPS"sv},
    Signature{4, "jP  "sv},
    Signature{0, "\x1a\x45\xdf\xa3"sv},
    Signature{0, "fLaC"sv},
    Signature{0, "ID3"sv},
    Signature{0, "\xff\xfb"sv},
    Signature{0, "\xff\xf3"sv},
    Signature{0, "MThd"sv},
    Signature{0, "ttcf"sv},
    Signature{0, "PK\x03\x04"sv},
    Signature{0, "PK\x05\x06"sv},
    Signature{0, "\x1f\x8b"sv},
    Signature{0, "\x1f\x9d"sv},
    Signature{0,
              "\xfd"
              "7zXZ\0"sv},
    Signature{0, "\x28\xb5\x2f\xfd"sv},
    Signature{0, "7z\xbc\xaf\x27\x1c"sv},
    Signature{0, "Rar!\x1a\x07"sv},
    Signature{0, "\x04\x22\x4d\x18"sv},
    Signature{0, "LZIP\x01"sv},
    Signature{4, "1AY&SY"sv},
    Signature{0, "!<arch>\n"sv},
    Signature{0, "MSCF\0\0\0\0"sv},
    Signature{257, "ustar"sv},
    Signature{0, "\xed\xab\xee\xdb"sv},
    Signature{0,
              "\x7f"
              "ELF"sv},
    Signature{0, "MZ"sv},
    Signature{0, "\xfe\xed\xfa\xce"sv},
    Signature{0, "\xfe\xed\xfa\xcf"sv},
    Signature{0, "\xce\xfa\xed\xfe"sv},
    Signature{0, "\xcf\xfa\xed\xfe"sv},
    Signature{0, "\xca\xfe\xba\xbe"sv},
    Signature{0, "\0asm"sv},
    Signature{0, "SQLite format 3\0"sv},
    Signature{0, "PAR1"sv},
    Signature{0, "PACK\0\0\0"sv},
};

bool has_signature(std::string_view content) {
  return has_media_signature(content) ||
         std::any_of(k_signatures.begin(), k_signatures.end(), [&](const Signature& signature) {
           return content.size() > signature.offset &&
                  content.substr(signature.offset).starts_with(signature.bytes);
         });
}

constexpr bool is_text_control(unsigned char byte) {
  return byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f' || byte == 0x1B;
}

/// By byte: 1 for all but the ASCII that text is made of.
constexpr std::array<std::uint8_t, 256> k_is_other = [] {
  std::array<std::uint8_t, 256> others{};
  for (std::size_t byte = 0; byte < others.size(); ++byte) {
    const bool is_printable = byte >= 0x20 && byte < 0x7F;
    others[byte] = is_printable || is_text_control(static_cast<unsigned char>(byte)) ? 0 : 1;
  }
  return others;
}();

bool is_other(char c) {
  return k_is_other[static_cast<unsigned char>(c)] != 0;
}

/// The end of the run of text that begins at `at`; most of it is passed in steps of eight bytes.
std::size_t end_of_run(std::string_view content, std::size_t at) {
  constexpr std::size_t k_step = 8;
  for (; content.size() - at >= k_step; at += k_step) {
    unsigned others = 0;
    for (std::size_t next = 0; next < k_step; ++next) {
      others |= k_is_other[static_cast<unsigned char>(content[at + next])];
    }
    if (others != 0) {
      break;
    }
  }
  while (at < content.size() && !is_other(content[at])) {
    ++at;
  }
  return at;
}

/// How much of a content looks like text.
struct Looks {
  std::size_t controls = 0;  ///< control characters that text does not hold
  std::size_t in_runs = 0;   ///< bytes in runs of text that are not there by chance
  bool is_ascii = true;
};

Looks look_at(std::string_view content) {
  constexpr std::size_t k_shortest_run = 6;
  Looks looks;
  for (std::size_t at = 0; at < content.size(); ++at) {
    const std::size_t end = end_of_run(content, at);
    looks.in_runs += end - at >= k_shortest_run ? end - at : 0;
    if (end < content.size()) {
      const auto byte = static_cast<unsigned char>(content[end]);
      looks.controls += byte < 0x80 ? 1U : 0U;
      looks.is_ascii = looks.is_ascii && byte < 0x80;
    }
    at = end;
  }
  return looks;
}

bool is_mostly_text(const Looks& looks, std::size_t bytes, bool is_known_form) {
  const std::size_t percent_needed = is_known_form ? 60 : 30;
  return looks.controls <= bytes / 100 || looks.in_runs * 100 >= bytes * percent_needed;
}

bool is_hex_digest(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

Content classify_content(std::string_view content) {
  const Looks looks = look_at(content);
  if (looks.is_ascii && looks.controls == 0) {
    return {lfs_size(content) ? ContentKind::lfs_pointer : ContentKind::text, Encoding::utf8};
  }
  const bool is_known_form = has_signature(content);
  if (is_mostly_text(looks, content.size(), is_known_form)) {
    return {ContentKind::text, util::is_utf8(content) ? Encoding::utf8 : Encoding::windows_1252};
  }
  const Encoding encoding = encoding_of(content);
  const bool is_wide = encoding != Encoding::utf8 && encoding != Encoding::windows_1252;
  if (is_wide && !is_known_form) {
    const std::string text = to_utf8(content, encoding);
    if (is_mostly_text(look_at(text), text.size(), false)) {
      return {ContentKind::text, encoding};
    }
  }
  // Little of an image is text; what has more may be run by what skips the rest.
  constexpr std::size_t k_comment = 1000;  // bytes
  const bool holds_text = looks.in_runs > k_comment && looks.in_runs * 5 >= content.size();
  return {!holds_text && is_media(content) ? ContentKind::media : ContentKind::binary,
          Encoding::utf8};
}

std::optional<std::int64_t> lfs_size(std::string_view content) {
  constexpr std::size_t k_limit = 1024;  // git-lfs writes no pointer of that size or more
  const std::vector<std::string_view> lines = util::split_lines(content);
  const bool is_pointer =
      content.size() < k_limit && content.ends_with('\n') && lines.size() >= 3 &&
      lines.front() == "version https://git-lfs.github.com/spec/v1" &&
      std::all_of(lines.begin() + 1, lines.end() - 2,
                  [](std::string_view line) { return line.starts_with("ext-"); });
  if (!is_pointer) {
    return std::nullopt;
  }
  constexpr std::string_view k_oid = "oid sha256:";
  constexpr std::string_view k_size = "size ";
  const std::string_view oid = lines[lines.size() - 2];
  const std::string_view size = lines.back();
  std::int64_t bytes = 0;
  const bool states =
      oid.starts_with(k_oid) && is_hex_digest(oid.substr(k_oid.size())) && size.starts_with(k_size);
  const char* const end = size.data() + size.size();
  const auto read = states ? std::from_chars(size.data() + k_size.size(), end, bytes)
                           : std::from_chars_result{size.data(), std::errc::invalid_argument};
  return read.ec == std::errc{} && read.ptr == end && bytes >= 0 ? std::optional(bytes)
                                                                 : std::nullopt;
}

std::int64_t count_lines(std::string_view content) {
  const auto ends = std::count(content.begin(), content.end(), '\n');
  return ends + (content.empty() || content.ends_with('\n') ? 0 : 1);
}

}  // namespace sallyport::core
