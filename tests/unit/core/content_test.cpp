#include "core/change/content.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <string>

namespace sallyport::core::content_test {
namespace {

using namespace std::string_literals;

constexpr Content k_text{ContentKind::text, Encoding::utf8};
constexpr Content k_binary{ContentKind::binary, Encoding::utf8};

/// So many lines of source.
std::string source_of(int lines) {
  std::string source;
  for (int line = 0; line < lines; ++line) {
    source += "int value_" + std::to_string(line) + " = " + std::to_string(line) + ";\n";
  }
  return source;
}

/// Bytes as compression leaves them.
std::string noise_of(std::size_t bytes) {
  std::string noise;
  std::uint32_t state = 7;
  while (noise.size() < bytes) {
    state = state * 1664525U + 1013904223U;
    noise += static_cast<char>(state >> 24U);
  }
  return noise;
}

/// `text` with `bytes` in front of and behind each of its characters.
std::string spread(const std::string& text, const std::string& before, const std::string& after) {
  std::string wide;
  for (const char c : text) {
    wide += before;
    wide += c;
    wide += after;
  }
  return wide;
}

TEST_CASE("whatever is not plainly something else is text") {
  const std::string source = source_of(100);
  CHECK(classify_content("") == k_text);
  CHECK(classify_content(source) == k_text);
  CHECK(classify_content("!<arch>\n" + source) == k_text);
  CHECK(classify_content("MZ" + source) == k_text);
  CHECK(classify_content("\x89PNG\r\n\x1a\n" + source).kind == ContentKind::text);
  CHECK(classify_content("\xff\xfe" + source).kind == ContentKind::text);
  CHECK(classify_content(source + std::string(20, '\x01')).kind == ContentKind::text);
  std::string commented;
  for (const char c : source) {
    commented += c == '\n' ? " # \x01\x02\x03\n"s : std::string(1, c);
  }
  CHECK(classify_content(commented).kind == ContentKind::text);
  CHECK(classify_content("caf\xe9 au lait\n") ==
        Content{ContentKind::text, Encoding::windows_1252});
  CHECK(classify_content("x = \"\x80\x93\x94\"\n") ==
        Content{ContentKind::text, Encoding::windows_1252});
  CHECK(classify_content("\x82\xb1\x82\xf1\x82\xc9\x82\xbf\x82\xcd").kind == ContentKind::text);
}

TEST_CASE("UTF-16 and UTF-32 are text with and without a mark") {
  const std::string source = source_of(100);
  const auto is = [](const std::string& content, Encoding encoding) {
    return classify_content(content) == Content{ContentKind::text, encoding} &&
           to_utf8(content, encoding) == source_of(100);
  };
  CHECK(is(spread(source, "", "\0"s), Encoding::utf16_le));
  CHECK(is("\xff\xfe" + spread(source, "", "\0"s), Encoding::utf16_le));
  CHECK(is(spread(source, "\0"s, ""), Encoding::utf16_be));
  CHECK(is("\xfe\xff" + spread(source, "\0"s, ""), Encoding::utf16_be));
  CHECK(is(spread(source, "", "\0\0\0"s), Encoding::utf32_le));
  CHECK(is("\xff\xfe\0\0"s + spread(source, "", "\0\0\0"s), Encoding::utf32_le));
  CHECK(is(spread(source, "\0\0\0"s, ""), Encoding::utf32_be));
  CHECK(is("\0\0\xfe\xff"s + spread(source, "\0\0\0"s, ""), Encoding::utf32_be));
}

TEST_CASE("text with many NULs behind it is no UTF-32") {
  std::string padded = source_of(100);
  for (int i = 0; i < 500; ++i) {
    padded += " \0\0\0"s;
  }
  CHECK(classify_content(padded) == k_text);
}

TEST_CASE("characters keep their meaning in UTF-8") {
  CHECK(to_utf8("\x3d\xd8\x00\xde"s, Encoding::utf16_le) == "\xf0\x9f\x98\x80");
  CHECK(to_utf8("\x3d\xd8x\0"s, Encoding::utf16_le) == "\xef\xbf\xbdx");
  CHECK(to_utf8("\xa9\x80\n\xc2\xa9\n", Encoding::windows_1252) ==
        "\xc2\xa9\xe2\x82\xac\n\xc2\xa9\n");
}

TEST_CASE("images are media, and what can hold code is binary") {
  const std::string noise = noise_of(5000);
  CHECK(classify_content(noise) == k_binary);
  CHECK(classify_content("\0\1\2"s) == k_binary);
  CHECK(classify_content("PK\x03\x04" + noise) == k_binary);
  CHECK(classify_content("\x7f"
                         "ELF" +
                         noise + source_of(100)) == k_binary);
  CHECK(classify_content("\x89PNG\r\n\x1a\n" + noise) == k_binary);
  CHECK(classify_content("GIF89a" + noise + "\0;"s).kind == ContentKind::media);
  CHECK(classify_content("GIF89a" + noise + source_of(100) + "\0;"s) == k_binary);
}

TEST_CASE("a pointer of git-lfs is one to the letter") {
  const std::string digest(64, 'a');
  const std::string head = "version https://git-lfs.github.com/spec/v1\n";
  const std::string pointer = head + "oid sha256:" + digest + "\nsize 12345\n";
  CHECK(classify_content(pointer).kind == ContentKind::lfs_pointer);
  CHECK(lfs_size(pointer) == 12345);
  CHECK(lfs_size(head + "ext-0-foo sha256:" + digest + "\noid sha256:" + digest + "\nsize 1\n") ==
        1);
  for (const std::string& other :
       {head, head + "rm -r x\noid sha256:" + digest + "\nsize 1\n", pointer + "rm -r x\n",
        head + "oid sha256:" + digest + "\nsize -1\n", head + "oid sha256:a\nsize 1\n",
        head + "oid sha256:" + digest + "\nsize 1 \n"}) {
    INFO(other);
    CHECK(classify_content(other) == k_text);
  }
}

TEST_CASE("a last line without LF counts") {
  CHECK(count_lines("") == 0);
  CHECK(count_lines("a\n") == 1);
  CHECK(count_lines("a\nb") == 2);
}

}  // namespace
}  // namespace sallyport::core::content_test
