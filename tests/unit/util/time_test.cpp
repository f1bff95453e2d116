#include "util/time.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace sallyport::util::time_test {
namespace {

TEST_CASE("a time is read as it is written") {
  const auto time = parse_iso8601("2026-11-22T10:19:21Z");
  REQUIRE(time.has_value());
  CHECK(time->time_since_epoch().count() == 1795342761);
  CHECK(to_iso8601(*time) == "2026-11-22T10:19:21Z");
  CHECK(to_iso8601(parse_iso8601("2026-11-22T10:19Z").value()) == "2026-11-22T10:19:00Z");
  CHECK(to_iso8601(parse_iso8601("2024-02-29").value()) == "2024-02-29T00:00:00Z");
}

TEST_CASE("what names no time is none") {
  for (const std::string text :
       {"", "tomorrow", "2026-11-22T", "2026-11-22T10:19:21", "2026-11-22T24:00Z",
        "2026-11-22T10:60Z", "2026-11-22T10:19:60Z", "2026-11-22T10-19Z", "2026-02-30",
        "2026-11-22 10:19Z", "2026-11-22T1a:19Z", "2026/11/22"}) {
    INFO(text);
    CHECK_FALSE(parse_iso8601(text).has_value());
  }
}

TEST_CASE("a date is a folder, and only a real date in that form is") {
  const Time time = parse_iso8601("2026-11-22T23:59:59Z").value();
  CHECK(date_folder(time) == "2026/11/22");
  CHECK(to_iso8601(parse_date_folder("2026/11/22").value()) == "2026-11-22T00:00:00Z");
  for (const std::string text :
       {"", "2026-11-22", "2026/11", "2026/02/30", "2026/1/22", "2026/11/22/"}) {
    INFO(text);
    CHECK_FALSE(parse_date_folder(text).has_value());
  }
}

}  // namespace
}  // namespace sallyport::util::time_test
