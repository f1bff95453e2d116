#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>

namespace sallyport::util {

/// The file of this program, absolute; empty where the system does not tell.
std::filesystem::path program_path();

/// A running process.
struct ProcessStatus {
  std::string name;  ///< of its program, at most 15 bytes (Linux) or 16 (macOS)
  pid_t parent = 0;
};

/// Nothing when there is no such process, or the system does not tell.
std::optional<ProcessStatus> process_status(pid_t process);

/// Opens a pipe that no child inherits: its read end, then its write end. False: errno says why.
bool open_pipe(std::array<int, 2>& ends);

/// The environment of this process as C has it: `NAME=value` strings, ended by a null pointer.
char** environment_block();

}  // namespace sallyport::util
