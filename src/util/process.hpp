#pragma once

#include "util/program.hpp"

#include <string>

namespace sallyport::util {

/// How a command ended.
struct CommandResult {
  int status = 0;           ///< exit code, or 128 + signal; 127 when the program does not exist
  bool timed_out = false;   ///< it was ended after `Command::timeout` or `Command::silence`
  bool overflowed = false;  ///< it was ended beyond `Command::most_output`
  std::string output{};     ///< standard output
  std::string errors{};     ///< standard error
};

/// Runs a command to its end. One that is ended is first told so by SIGTERM, on which git takes its
/// lock files away, and killed when it does not go. Throws `Error` (unavailable) only when no
/// process can be made.
CommandResult run_command(const Command& command);

}  // namespace sallyport::util
