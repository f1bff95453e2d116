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

std::optional<int> parse_below(std::string_view text, int limit) {
  const auto value = parse_digits(text);
  return value && *value < limit ? value : std::nullopt;
}

/// Year, month and day with `separator` between them.
std::optional<Time> parse_date(std::string_view text, char separator) {
  if (text.size() != 10 || text[4] != separator || text[7] != separator) {
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
  return date.ok() ? std::optional(Time{chr::sys_days{date}}) : std::nullopt;
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

std::optional<Time> parse_iso8601(std::string_view text) {
  const auto date = parse_date(text.substr(0, 10), '-');
  if (!date || text.size() == 10) {
    return date;
  }
  std::string_view clock = text.substr(10);
  if (!clock.starts_with('T') || !clock.ends_with('Z') ||
      (clock.size() != 7 && clock.size() != 10)) {
    return std::nullopt;
  }
  clock = clock.substr(1, clock.size() - 2);
  const auto hours = parse_below(clock.substr(0, 2), 24);
  const auto minutes = parse_below(clock.substr(3, 2), 60);
  const auto seconds = clock.size() == 5 ? std::optional(0) : parse_below(clock.substr(6, 2), 60);
  if (!hours || !minutes || !seconds || clock[2] != ':' || (clock.size() == 8 && clock[5] != ':')) {
    return std::nullopt;
  }
  return *date + chr::hours(*hours) + chr::minutes(*minutes) + chr::seconds(*seconds);
}

std::optional<Time> parse_date_folder(std::string_view text) {
  return parse_date(text, '/');
}

}  // namespace sallyport::util
