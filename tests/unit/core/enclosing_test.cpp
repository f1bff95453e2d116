#include "core/change/enclosing.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace sallyport::core::test::enclosing_test {
namespace {

/// Whether line `left` of one text stands where line `right` of another does; counted from 0.
bool same_place(const std::string& one, std::size_t left, const std::string& other,
                std::size_t right) {
  Places places;
  const std::vector<int> of_one = places.of(one);
  const std::vector<int> of_other = places.of(other);
  return of_one.at(left) == of_other.at(right);
}

TEST_CASE("a line is enclosed by the nearest line before it that is indented less") {
  const std::string text = "f:\n  a\n  b\ng:\n  a\n";
  CHECK(same_place(text, 1, text, 2));
  CHECK_FALSE(same_place(text, 1, text, 4));
  CHECK(same_place(text, 0, text, 3));
}

TEST_CASE("what encloses counts outward to the last line") {
  CHECK(same_place("class A\n def f\n  x\n", 2, "class A\n y\n def f\n  z\n", 3));
  CHECK_FALSE(same_place("class A\n def f\n  x\n", 2, "class B\n def f\n  x\n", 2));
  CHECK_FALSE(same_place("class A\n def f\n  x\n", 2, "def f\n  x\n", 1));
}

TEST_CASE("lines without a letter and blank lines enclose nothing") {
  const std::string text = "f()\n{\n  a\n  \n\n}\n123\n  b\n";
  CHECK(same_place(text, 2, "f()\n  a\n", 1));
  CHECK(same_place(text, 7, "f()\n  a\n", 1));
  CHECK_FALSE(same_place(text, 2, "f()\ng\n  a\n", 2));
  CHECK(Places().of("f\n  \n\t\n") == std::vector<int>{0, 0, 0});
}

TEST_CASE("a letter is also one outside ASCII") {
  CHECK_FALSE(same_place("f\n\xC3\xA9\n  a\n", 2, "f\n  a\n", 1));
}

TEST_CASE("a tab counts as one and is not the same as a blank") {
  CHECK(same_place("f\n\ta\n b\n", 1, "f\n\ta\n b\n", 2));
  CHECK_FALSE(same_place("f\n\ta\n  b\n", 1, "f\n\ta\n  b\n", 2));
  CHECK_FALSE(same_place("\tf\n\t\ta\n", 1, " f\n\t\ta\n", 1));
}

TEST_CASE("enclosing lines are compared byte for byte") {
  CHECK_FALSE(same_place("f\n  a\n", 1, "f \n  a\n", 1));
  CHECK_FALSE(same_place("f\n  a\n", 1, "f\r\n  a\r\n", 1));
}

TEST_CASE("a copy of what encloses a line is another place, in front of it and behind it") {
  const std::string once = "f:\n  a\n";
  const std::string twice = "f:\n  a\nf:\n  a\n";
  CHECK_FALSE(same_place(once, 1, twice, 1));
  CHECK_FALSE(same_place(once, 1, twice, 3));
  CHECK_FALSE(same_place(twice, 1, twice, 3));
  CHECK(same_place(twice, 3, twice + "b\n", 3));
}

TEST_CASE("an equal line that encloses nothing, or stands elsewhere, is no copy") {
  CHECK(same_place("f:\n  a\n", 1, "f:\n  a\nf:\n", 1));
  CHECK(same_place("f:\n  if\n    a\n", 2, "f:\n  if\n    a\ng:\n  if\n    a\n", 2));
}

TEST_CASE("many levels and many lines take no recursion") {
  std::string text;
  for (int depth = 0; depth < 2000; ++depth) {
    text += std::string(static_cast<std::size_t>(depth), ' ') + "a\n";
  }
  for (int line = 0; line < 100000; ++line) {
    text += "}\n";
  }
  const std::vector<int> places = Places().of(text);
  REQUIRE(places.size() == 102000);
  CHECK(places.at(1999) == 1999);
  CHECK(places.back() == 0);
}

TEST_CASE("what is no plain line for everybody is not replayed") {
  CHECK(has_plain_lines(""));
  CHECK(has_plain_lines("a\n\tb\r\nc"));
  CHECK_FALSE(has_plain_lines("a\rb\n"));
  CHECK_FALSE(has_plain_lines("a\r"));
  CHECK_FALSE(has_plain_lines("a\n    \fb\n"));
  CHECK_FALSE(has_plain_lines("a\vb"));
  CHECK_FALSE(has_plain_lines(std::string("a\0b", 3)));
  CHECK_FALSE(has_plain_lines("a\x7F"));
  CHECK_FALSE(has_plain_lines("a\xC2\x85"));
  CHECK_FALSE(has_plain_lines("a\xE2\x80\xA8"));
  CHECK_FALSE(has_plain_lines("a\xE2\x80\xA9"));
  CHECK(has_plain_lines("a\xE2\x80\xA7"));
}

TEST_CASE("a label or a directive does not end the block that it stands in") {
  for (const std::string mark : {"out:", "#endif", "#ifdef X"}) {
    const std::string one = "void f() {\n  a();\n" + mark + "\n  b();\n}\n";
    const std::string other = "void g() {\n  a();\n" + mark + "\n  b();\n}\n";
    INFO(mark);
    CHECK(same_place(one, 3, one, 3));
    CHECK_FALSE(same_place(one, 3, other, 3));
    CHECK_FALSE(same_place(one, 2, other, 2));
  }
  CHECK(same_place("f() {\nout:\n  a\n}\ng() {\n  b\n}\n", 5, "h() {\n  c\n}\ng() {\n  b\n}\n", 4));
}

TEST_CASE("a key of YAML encloses as any other line does") {
  CHECK(same_place("on:\n  push\njobs:\n  a\n", 3, "jobs:\n  a\n", 1));
  CHECK(same_place("name: x\njobs:\n  a\n", 2, "name: y\njobs:\n  a\n", 2));
}

TEST_CASE("a section of INI or TOML encloses its lines") {
  const std::string text = "[staging]\nauth = 1\n[production]\nauth = 1\n";
  CHECK_FALSE(same_place(text, 1, text, 3));
  CHECK(same_place(text, 1, "[staging]\nport = 2\nauth = 1\n", 2));
  CHECK_FALSE(same_place(text, 1, "auth = 1\n", 0));
  CHECK(same_place("  [a]\n  b\n", 1, "  c\n", 0));
}

}  // namespace
}  // namespace sallyport::core::test::enclosing_test
