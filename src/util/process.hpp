#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::util {

/// The environment of a process: names to values, raw bytes.
using Environment = std::map<std::string, std::string>;

/// The environment that this process was given.
Environment current_environment();

/// What to run. No shell is involved: `argv[0]` is looked up in PATH unless it holds a '/'.
struct Command {
  std::vector<std::string> argv;
  std::string input;                         ///< fed to standard input, then closed
  std::optional<Environment> environment{};  ///< whole; the caller's where absent
  std::string directory{};                   ///< working directory; the caller's when empty
  std::chrono::seconds timeout{0};           ///< killed after it; 0: no limit
  bool inherit_terminal = false;             ///< leave all three streams to the child
};

/// How a command ended.
struct CommandResult {
  int status = 0;          ///< exit code, or 128 + signal; 127 when the program does not exist
  bool timed_out = false;  ///< it was killed after `Command::timeout`
  std::string output;      ///< standard output
  std::string errors;      ///< standard error
};

/// Runs a command to its end. Throws `Error` (unavailable) only when no process can be made.
CommandResult run_command(const Command& command);

}  // namespace sallyport::util
