#include "util/encoding.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <string>

namespace sallyport::util::encoding_test {
namespace {

TEST_CASE("bytes are written in lower-case hexadecimal and read in either case") {
  const std::array<std::uint8_t, 3> bytes{0x00, 0xab, 0xff};
  CHECK(to_hex(bytes) == "00abff");
  std::array<std::uint8_t, 3> read{};
  CHECK(parse_hex("00aBFf", read));
  CHECK(read == bytes);
  for (const char* text : {"00abf", "00abff0", "00abfg", "0x00ab", ""}) {
    INFO(text);
    CHECK_FALSE(parse_hex(text, read));
  }
}

TEST_CASE("base64 is that of RFC 4648") {
  CHECK(to_base64("").empty());
  CHECK(to_base64("f") == "Zg==");
  CHECK(to_base64("fo") == "Zm8=");
  CHECK(to_base64("foo") == "Zm9v");
  CHECK(to_base64("foob") == "Zm9vYg==");
  CHECK(to_base64("fooba") == "Zm9vYmE=");
  CHECK(to_base64("foobar") == "Zm9vYmFy");
  CHECK(to_base64(std::string("\0\xff", 2)) == "AP8=");
}

TEST_CASE("only the canonical base64 of bytes is read") {
  CHECK(parse_base64("Zm9vYg==") == "foob");
  CHECK(parse_base64("") == "");
  CHECK(parse_base64("AP8=") == std::string("\0\xff", 2));
  for (const char* text : {"Zm9vYg", "Zm9vYg=", "Zh==", "Zm9=", "Zm9v\n", " Zm9",
                           "Z===", "====", "Zm9-", "Zm=v", "Zg==Zg=="}) {
    INFO(text);
    CHECK(parse_base64(text) == std::nullopt);
  }
}

TEST_CASE("every byte survives percent encoding") {
  CHECK(percent_encode("a/b c%\xff~") == "a/b%20c%25%FF~");
  std::string all;
  for (int byte = 0; byte < 256; ++byte) {
    all += static_cast<char>(byte);
  }
  CHECK(percent_decode(percent_encode(all)) == all);
  CHECK(percent_decode("%2f%2F") == "//");
  for (const char* text : {"%", "%4", "%4g", "a%"}) {
    INFO(text);
    CHECK(percent_decode(text) == std::nullopt);
  }
}

TEST_CASE("UTF-8 has no surrogates, no overlong forms and no cut characters") {
  CHECK(is_utf8("plain"));
  CHECK(is_utf8("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"));
  CHECK(is_utf8(std::string("\0", 1)));
  for (const char* bytes :
       {"\xff", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80"}) {
    CHECK_FALSE(is_utf8(bytes));
  }
}

}  // namespace
}  // namespace sallyport::util::encoding_test
