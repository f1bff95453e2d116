#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace sallyport::util {

/// The environment of a process: names to values, raw bytes.
using Environment = std::map<std::string, std::string, std::less<>>;

/// The environment that this process was given.
Environment current_environment();

/// The value of a variable; empty where it is not set. Ask `contains` where an empty value is
/// another answer than none.
std::string variable(const Environment& environment, std::string_view name);

}  // namespace sallyport::util
