#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace sallyport::util {

/// `text` as a JSON string in canonical form: in quotes, only '"', '\' and control characters
/// escaped, control characters always as `\u00xx` in lower case (RFC 8259 §7 allows more).
std::string json_string(std::string_view text);

/// `bytes` as they are where they are UTF-8, else printable: JSON holds nothing but UTF-8.
std::string json_text(std::string_view bytes);

/// `json` as one line with its LF, its strings and keys as `json_text` gives them. Everything
/// beyond ASCII is escaped, so that a terminal can show it safely.
std::string json_line(nlohmann::ordered_json json);

}  // namespace sallyport::util
