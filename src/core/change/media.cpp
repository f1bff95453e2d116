#include "core/change/media.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace sallyport::core {
namespace {

using namespace std::string_view_literals;

enum class Order { big, little };

/// The unsigned integer of `size` bytes at `at`; 0 where the content ends before.
std::uint64_t number_at(std::string_view content, std::size_t at, std::size_t size, Order order) {
  if (at > content.size() || content.size() - at < size) {
    return 0;
  }
  std::uint64_t number = 0;
  for (std::size_t next = 0; next < size; ++next) {
    const std::size_t place = order == Order::big ? at + next : at + size - 1 - next;
    number = (number << 8U) | static_cast<unsigned char>(content[place]);
  }
  return number;
}

bool has_at(std::string_view content, std::size_t at, std::string_view bytes) {
  return content.size() > at && content.substr(at).starts_with(bytes);
}

/// Chunks of a length, a name, that many bytes and a checksum, up to IEND.
bool is_png(std::string_view content) {
  constexpr std::size_t k_frame = 12;  // of a chunk
  std::size_t at = 8;
  while (content.size() >= at + k_frame) {
    const bool is_last = has_at(content, at + 4, "IEND");
    at += k_frame + number_at(content, at, 4, Order::big);
    if (is_last) {
      return at == content.size();
    }
  }
  return false;
}

bool is_jpeg(std::string_view content) {
  return content.ends_with("\xff\xd9"sv);
}

bool is_gif(std::string_view content) {
  return content.ends_with("\0;"sv);
}

bool is_bmp(std::string_view content) {
  return number_at(content, 2, 4, Order::little) == content.size();
}

/// Where the parts end that a directory at the front lists: a count of two bytes at 4, and behind
/// the head 16 bytes for each, the last 8 of which are its size and place in either order.
std::uint64_t end_of_parts(std::string_view content, std::size_t head, Order order) {
  constexpr std::size_t k_entry = 16;
  const std::uint64_t count = number_at(content, 4, 2, order);
  std::uint64_t end = 0;
  for (std::uint64_t entry = 0; entry < count; ++entry) {
    const std::size_t at = head + static_cast<std::size_t>(entry) * k_entry;
    end =
        std::max(end, number_at(content, at + 8, 4, order) + number_at(content, at + 12, 4, order));
  }
  return end;
}

/// A directory of pictures, the last of which ends the file.
bool is_ico(std::string_view content) {
  constexpr std::size_t k_head = 6;
  const std::uint64_t end = end_of_parts(content, k_head, Order::little);
  return end > 0 && end == content.size();
}

bool is_riff(std::string_view content) {
  constexpr std::size_t k_head = 8;
  const std::uint64_t size = number_at(content, 4, 4, Order::little);
  return has_at(content, 0, "RIFF"sv) && k_head + size + size % 2 >= content.size() &&
         k_head + size <= content.size();
}

/// Boxes of a size, a name and what is left of that many bytes.
bool is_iso_media(std::string_view content) {
  constexpr std::uint64_t k_long_size = 1;
  std::size_t at = 0;
  while (at < content.size()) {
    std::uint64_t size = number_at(content, at, 4, Order::big);
    if (size == k_long_size) {
      size = number_at(content, at + 8, 8, Order::big);
    }
    if (size < 8 || size > content.size() - at) {
      return false;
    }
    at += static_cast<std::size_t>(size);
  }
  return true;
}

/// Pages, each with a table of the sizes of what it holds.
bool is_ogg(std::string_view content) {
  constexpr std::size_t k_head = 27;
  std::size_t at = 0;
  while (has_at(content, at, "OggS"sv)) {
    const auto segments =
        static_cast<std::size_t>(number_at(content, at + k_head - 1, 1, Order::big));
    std::size_t size = k_head + segments;
    for (std::size_t segment = 0; segment < segments; ++segment) {
      size += number_at(content, at + k_head + segment, 1, Order::big);
    }
    at += size;
  }
  return at == content.size();
}

bool is_woff(std::string_view content) {
  return number_at(content, 8, 4, Order::big) == content.size();
}

/// A directory of tables, the last of which ends the file but for padding.
bool is_sfnt(std::string_view content) {
  constexpr std::size_t k_head = 12;
  const std::uint64_t end = end_of_parts(content, k_head, Order::big);
  return end <= content.size() && content.size() - end < 4;
}

bool is_pdf(std::string_view content) {
  const auto end = content.find_last_not_of("\r\n \t");
  return end != std::string_view::npos && content.substr(0, end + 1).ends_with("%%EOF");
}

struct Form {
  std::size_t offset;
  std::string_view signature;
  bool (*goes_to_end)(std::string_view content);
};

constexpr std::array k_forms{
    Form{0, "\x89PNG\r\n\x1a\n"sv, is_png},
    Form{0, "\xff\xd8\xff"sv, is_jpeg},
    Form{0, "GIF87a"sv, is_gif},
    Form{0, "GIF89a"sv, is_gif},
    Form{0, "BM"sv, is_bmp},
    Form{0, "\0\0\1\0"sv, is_ico},
    Form{8, "WEBP"sv, is_riff},
    Form{8, "WAVE"sv, is_riff},
    Form{8, "AVI "sv, is_riff},
    Form{4, "ftyp"sv, is_iso_media},
    Form{0, "OggS"sv, is_ogg},
    Form{0, "wOFF"sv, is_woff},
    Form{0, "wOF2"sv, is_woff},
    Form{0, "\0\1\0\0"sv, is_sfnt},
    Form{0, "OTTO"sv, is_sfnt},
    Form{0, "%PDF-"sv, is_pdf},
};

/// Whether content ends in the directory of a zip archive, as one that was put behind an image
/// does.
bool ends_in_archive(std::string_view content) {
  constexpr std::size_t k_longest = 22 + 65535;  // of that directory's last record
  const auto start = content.size() - std::min(content.size(), k_longest);
  return content.find("PK\x05\x06"sv, start) != std::string_view::npos;
}

}  // namespace

bool has_media_signature(std::string_view content) {
  return std::any_of(k_forms.begin(), k_forms.end(), [&](const Form& form) {
    return has_at(content, form.offset, form.signature);
  });
}

bool is_media(std::string_view content) {
  return !ends_in_archive(content) &&
         std::any_of(k_forms.begin(), k_forms.end(), [&](const Form& form) {
           return has_at(content, form.offset, form.signature) && form.goes_to_end(content);
         });
}

}  // namespace sallyport::core
