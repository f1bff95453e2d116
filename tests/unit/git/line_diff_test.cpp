#include "git/lines/line_diff.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <tuple>
#include <vector>

namespace sallyport::git::line_diff_test {
namespace {

using Ranges = std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>>;

Ranges ranges(const std::string& before, const std::string& after, WhiteSpace mode) {
  Ranges found;
  for (const Hunk& hunk : diff_lines(before, after, mode)) {
    found.emplace_back(hunk.old_start, hunk.old_lines, hunk.new_start, hunk.new_lines);
  }
  return found;
}

/// 1.2 MB.
std::string many_lines(const std::string& word) {
  std::string text;
  for (int i = 0; i < 60'000; ++i) {
    text += word + ' ' + std::to_string(100'000 + i) + " of many\n";
  }
  return text;
}

TEST_CASE("large texts without a line in common replace each other as a whole") {
  const std::string one = many_lines("one");
  const std::string two = many_lines("two");
  const Ranges whole{{0, 60'000, 0, 60'000}};
  CHECK(ranges(one, two, WhiteSpace::compared) == whole);
  CHECK(ranges(one, two, WhiteSpace::ignored) == whole);
}

TEST_CASE("large texts with a line in common are compared") {
  const std::string one = many_lines("one");
  const std::string two = many_lines("two");
  const Ranges around{{0, 60'000, 0, 60'000}, {60'001, 60'000, 60'001, 60'000}};
  CHECK(ranges(one + "common\n" + one, two + "common\n" + two, WhiteSpace::compared) == around);
  CHECK(ranges(one + "com mon\n" + one, two + "\tcommon\n" + two, WhiteSpace::ignored) == around);
  CHECK(ranges(one + "com mon\n" + one, two + "\tcommon\n" + two, WhiteSpace::compared) ==
        Ranges{{0, 120'001, 0, 120'001}});
  CHECK(ranges(one + "last", two + "last", WhiteSpace::compared) == Ranges{{0, 60'000, 0, 60'000}});
}

}  // namespace
}  // namespace sallyport::git::line_diff_test
