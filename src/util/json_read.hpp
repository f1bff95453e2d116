#pragma once

#include <tl/expected.hpp>

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace sallyport::util {

/// Which numbers a reader takes.
enum class JsonNumbers {
  any,
  integers,  ///< only those that fit in 64 bits with a sign
};

/// What a reader takes at most.
struct JsonLimits {
  std::size_t bytes = std::size_t{16} << 20U;
  int levels = 8;  ///< of objects and arrays in each other
  JsonNumbers numbers = JsonNumbers::any;
};

/// Why JSON was not taken.
struct JsonFault {
  enum class Kind { malformed, repeated_key, beyond_limits };
  Kind kind = Kind::malformed;
  std::string key;   ///< the one that is there twice, raw bytes
  std::string text;  ///< one lower-case line: `not JSON`, `more than 8 levels`
};

/// JSON from somebody else (RFC 8259), read strictly: text that is malformed or no UTF-8, and keys
/// that are in one object twice, which two readers may understand in two ways, are faults. What is
/// beyond `limits` is kept no longer than until it is seen.
tl::expected<nlohmann::json, JsonFault> read_json(std::string_view text, const JsonLimits& limits);

}  // namespace sallyport::util
