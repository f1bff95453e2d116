#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace sallyport::util {

using Time = std::chrono::sys_seconds;

/// `2026-11-22T10:19:21Z`
std::string to_iso8601(Time time);

/// The time that `2026-11-22T10:19:21Z`, the same without seconds, or `2026-11-22` (its first
/// second) names; nothing when it is none of these.
std::optional<Time> parse_iso8601(std::string_view text);

/// The UTC date as `2026/11/22`, the folder of a record.
std::string date_folder(Time time);

/// The first second (UTC) of a `2026/11/22` folder; nothing when it is not a date in that form.
std::optional<Time> parse_date_folder(std::string_view text);

}  // namespace sallyport::util
