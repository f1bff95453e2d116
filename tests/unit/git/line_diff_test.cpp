#include "git/lines/line_diff.hpp"

#include "unit/support/hunks_of_git.hpp"
#include "unit/support/text_pairs.hpp"

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

TEST_CASE("hunks are those of git's own diff") {
  const auto mode = GENERATE(WhiteSpace::compared, WhiteSpace::ignored);
  TextPairs pairs;
  for (int i = 0; i < 3'000; ++i) {
    const auto [before, after] = pairs.next();
    INFO("pair " << i << ":\n" << before << "---\n" << after);
    REQUIRE(diff_lines(before, after, mode) == hunks_of_git(before, after, mode));
  }
}

TEST_CASE("hunks are those of git's own diff, too, where the search is cut short") {
  // Below 65,536 lines that both sides have it ends where it came furthest, above at a long run.
  const int lines = GENERATE(9'000, 60'000);
  TextPairs pairs;
  const auto [before, after] = pairs.next_moved(lines, lines / 40);
  REQUIRE(diff_lines(before, after, WhiteSpace::compared) ==
          hunks_of_git(before, after, WhiteSpace::compared));
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
