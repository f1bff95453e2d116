#pragma once

#include "util/file.hpp"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sallyport::report {

inline std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// What the file `tests/golden/report/NAME` holds. With UPDATE_GOLDEN=1 in the environment it is
/// first replaced by `actual`.
inline std::string golden(std::string_view name, std::string_view actual) {
  const std::string root = environment("SOURCE_DIR");
  if (root.empty()) {
    throw std::runtime_error("SOURCE_DIR must name the source tree");
  }
  const auto path = std::filesystem::path(root) / "tests" / "golden" / "report" / name;
  if (environment("UPDATE_GOLDEN") == "1") {
    util::write_file(path, actual);
  }
  return util::read_file(path).value_or("");
}

}  // namespace sallyport::report
