#pragma once

#include "util/environment.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::util {

/// The absolute path of a program in PATH of `environment` (`/usr/bin:/bin` where that is not set).
/// Entries that are empty or relative are passed over: in a repository they would let it supply
/// the program. A name with a '/' is itself.
std::optional<std::string> find_program(std::string_view name, const Environment& environment);

/// What to run. No shell is involved: `argv[0]` is found by `find_program`.
struct Command {
  std::vector<std::string> argv;
  std::string input;                         ///< fed to standard input, then closed
  std::optional<Environment> environment{};  ///< whole; the caller's where absent
  std::string directory{};                   ///< working directory; the caller's when empty
  std::chrono::seconds timeout{0};           ///< ended after it; 0: no limit
  std::chrono::seconds silence{0};           ///< ended after so long without output; 0: no limit
  bool inherit_terminal = false;             ///< leave all three streams to the child
  std::size_t most_output = std::size_t{256} << 20U;  ///< bytes of both outputs; ended beyond
};

}  // namespace sallyport::util
