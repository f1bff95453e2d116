#include "core/change/media.hpp"

#include <catch2/catch.hpp>

#include <cstddef>
#include <map>
#include <string>

namespace sallyport::core::media_test {
namespace {

using namespace std::string_literals;

std::string big(std::size_t number, unsigned bytes) {
  std::string text;
  while (bytes > 0) {
    --bytes;
    text += static_cast<char>((number >> (8 * bytes)) & 0xFFU);
  }
  return text;
}

std::string little(std::size_t number, unsigned bytes) {
  const std::string text = big(number, bytes);
  return {text.rbegin(), text.rend()};
}

std::string chunk(const std::string& name, const std::string& data) {
  return big(data.size(), 4) + name + data + "\1\2\3\4";
}

/// A small file of each form, around `data`.
std::map<std::string, std::string> examples(const std::string& data) {
  const std::size_t size = data.size();
  const std::string zeros(20, '\0');
  const std::string ogg_page = "OggS\0\2"s + zeros + big(1, 1) + big(size, 1) + data;
  return {
      {"png", "\x89PNG\r\n\x1a\n" + chunk("IHDR", data) + chunk("IEND", "")},
      {"jpeg", "\xff\xd8\xff" + data + "\xff\xd9"},
      {"gif", "GIF89a" + data + "\0;"s},
      {"bmp", "BM" + little(6 + size, 4) + data},
      {"ico",
       "\0\0\1\0"s + little(1, 2) + zeros.substr(0, 8) + little(size, 4) + little(22, 4) + data},
      {"webp", "RIFF" + little(4 + size, 4) + "WEBP" + data},
      {"mp4", big(12, 4) + "ftypisom" + big(8 + size, 4) + "mdat" + data},
      {"ogg", ogg_page + ogg_page},
      {"woff2", "wOF2" + big(0, 4) + big(12 + size, 4) + data},
      {"ttf", "\0\1\0\0"s + big(1, 2) + zeros.substr(0, 6) + "glyf" + big(0, 4) + big(28, 4) +
                  big(size, 4) + data},
      {"pdf", "%PDF-1.7\n" + data + "\n%%EOF\r\n"},
  };
}

}  // namespace

TEST_CASE("media go to the end of their file") {
  for (const auto& [form, content] : examples("some data!")) {
    INFO(form);
    CHECK(is_media(content));
  }
}

TEST_CASE("what is only called media, or has something behind it, is none") {
  for (const auto& [form, content] : examples("some data!")) {
    INFO(form);
    CHECK_FALSE(is_media(content + "more than padding"));
    CHECK_FALSE(is_media(content.substr(0, content.size() - 3)));
    CHECK_FALSE(is_media(content.substr(0, 12) + std::string(100, '\x1f')));
  }
  for (const auto& [form, content] : examples("PK\x05\x06" + std::string(18, '\0'))) {
    INFO(form);
    CHECK_FALSE(is_media(content));
  }
  CHECK_FALSE(is_media(""));
  CHECK_FALSE(is_media(std::string(100, '\0')));
}

}  // namespace sallyport::core::media_test
