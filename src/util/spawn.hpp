#pragma once

#include "util/program.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <sys/types.h>

namespace sallyport::util {

/// A pipe, closed at the end. Throws `Error` (unavailable) when none can be made.
class Pipe {
 public:
  Pipe();
  ~Pipe();
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  [[nodiscard]] int read_end() const { return ends_[0]; }
  [[nodiscard]] int write_end() const { return ends_[1]; }
  void close_read_end() { close_end(0); }
  void close_write_end() { close_end(1); }

 private:
  void close_end(std::size_t index);

  std::array<int, 2> ends_{-1, -1};
};

/// The three streams of a child.
struct Streams {
  Pipe input;
  Pipe output;
  std::optional<Pipe> errors{};  ///< absent: they are thrown away
};

/// A child that runs, or why there is none.
struct Spawned {
  pid_t child = 0;      ///< 0: none
  std::string failure;  ///< why the program cannot be run
};

/// Starts a command with these streams (null: ours), of which the parent keeps its own ends. Throws
/// `Error` (unavailable) only when no process can be made. From then on SIGPIPE is ignored here.
Spawned spawn(const Command& command, Streams* streams);

/// The exit code of a child that ends, or 128 + its signal.
int wait_for(pid_t child);

}  // namespace sallyport::util
