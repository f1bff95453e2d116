#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace sallyport::report {

/// `bytes` as they are where they are UTF-8, else printable: JSON holds nothing but UTF-8.
std::string json_text(std::string_view bytes);

/// `json` as one line with its LF. Everything beyond ASCII is escaped, so that a terminal can show
/// it safely.
std::string json_line(const nlohmann::ordered_json& json);

}  // namespace sallyport::report
