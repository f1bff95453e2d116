#include "util/time.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace sallyport::util {
namespace {

namespace chr = std::chrono;

chr::year_month_day date_of(Time time) {
  return chr::floor<chr::days>(time);
}

std::optional<int> parse_digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') {
      return std::nullopt;
    }
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::string to_iso8601(Time time) {
  const auto date = date_of(time);
  const chr::hh_mm_ss clock{time - chr::floor<chr::days>(time)};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string date_folder(Time time) {
  const auto date = date_of(time);
  return fmt::format("{:04}/{:02}/{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::optional<Time> parse_date_folder(std::string_view text) {
  if (text.size() != 10 || text[4] != '/' || text[7] != '/') {
    return std::nullopt;
  }
  const auto year = parse_digits(text.substr(0, 4));
  const auto month = parse_digits(text.substr(5, 2));
  const auto day = parse_digits(text.substr(8, 2));
  if (!year || !month || !day) {
    return std::nullopt;
  }
  const chr::year_month_day date{chr::year(*year), chr::month(static_cast<unsigned>(*month)),
                                 chr::day(static_cast<unsigned>(*day))};
  if (!date.ok()) {
    return std::nullopt;
  }
  return Time{chr::sys_days{date}};
}

}  // namespace sallyport::util
