#pragma once

#include <string>
#include <string_view>

namespace sallyport::util {

/// `text` as a JSON string in canonical form: in quotes, only '"', '\' and control characters
/// escaped, control characters always as `\u00xx` in lower case (RFC 8259 §7 allows more).
std::string json_string(std::string_view text);

}  // namespace sallyport::util
