#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace sallyport::util {

using Time = std::chrono::sys_seconds;

/// `2026-11-22T10:19:21Z`
std::string to_iso8601(Time time);

/// The UTC date as `2026/11/22`, the folder of a record.
std::string date_folder(Time time);

/// The first second (UTC) of a `2026/11/22` folder; nothing when it is not a date in that form.
std::optional<Time> parse_date_folder(std::string_view text);

}  // namespace sallyport::util
