#include "util/columns.hpp"

#include <catch2/catch.hpp>

#include <string>

using sallyport::util::clip;
using sallyport::util::columns;
using sallyport::util::first_characters;

TEST_CASE("a wide character takes two columns and a combining mark none") {
  CHECK(columns("abc") == 3);
  CHECK(columns("\u6f22\u5b57") == 4);
  CHECK(columns("e\u0301") == 1);
  CHECK(columns("\xff\xfe") == 2);
  CHECK(columns("") == 0);
}

TEST_CASE("text that fits is not clipped") {
  CHECK(clip("abcdef", 6) == "abcdef");
  CHECK(clip("", 0).empty());
}

TEST_CASE("clipped text ends in three dots inside the width") {
  CHECK(clip("abcdefg", 6) == "abc...");
  CHECK(clip("\u6f22\u5b57\u6f22\u5b57", 6) == "\u6f22...");
  CHECK(clip("abc", 2) == "ab");
}

TEST_CASE("combining marks cannot pile up without end") {
  std::string text = "a";
  for (int i = 0; i < 1000; ++i) {
    text += "\u0301";
  }
  CHECK(clip(text, 10).size() <= 80);
}

TEST_CASE("the first characters are whole code points") {
  CHECK(first_characters("\u00e9\u00e8x", 2) == "\u00e9\u00e8");
  CHECK(first_characters("ab", 5) == "ab");
  CHECK(first_characters("ab", 0).empty());
}
