#pragma once

#include "util/program.hpp"
#include "util/spawn.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sallyport::util {

/// A program that answers one question after the other, on its standard streams. What it says on
/// standard error is not read.
class Coprocess {
 public:
  /// Starts it. One that cannot be started answers nothing.
  explicit Coprocess(const Command& command);
  /// Ends its input and waits until it ends.
  ~Coprocess();
  Coprocess(const Coprocess&) = delete;
  Coprocess& operator=(const Coprocess&) = delete;

  /// Asks; an answer must be read to its end before the next question.
  void ask(std::string_view question) const;
  /// The next line of the answer without its line feed; nothing when it has ended.
  [[nodiscard]] std::optional<std::string> read_line();
  /// The next `count` bytes, or as many as there are when it has ended.
  [[nodiscard]] std::string read(std::size_t count);

 private:
  [[nodiscard]] bool fill();

  Streams streams_;
  Spawned spawned_;
  std::string unread_;
  std::size_t at_ = 0;  ///< where `unread_` begins
};

}  // namespace sallyport::util
