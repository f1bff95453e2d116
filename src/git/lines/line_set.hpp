#pragma once

#include "git/lines/line_table.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sallyport::git {

/// The lines of a text one after another, without a list of them, which takes more room than many
/// a text itself.
class LineCursor {
 public:
  explicit LineCursor(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  /// The next line with its LF, which the last one may lack; empty at the end.
  std::string_view next();

  /// Goes on to a line, counted from 0, that is not before the next one.
  void skip_to(std::int64_t line);

 private:
  std::string_view rest_;
  std::int64_t line_ = 0;
};

/// A set of lines in 8 bytes for each. A line may seem to be in it that is not, by a chance of one
/// in 2^64 for each that is; whether it ends in LF makes no difference.
class LineSet {
 public:
  explicit LineSet(WhiteSpace mode) : mode_(mode) {}

  void add(std::string_view line);
  [[nodiscard]] bool may_contain(std::string_view line);

 private:
  [[nodiscard]] std::size_t hash(std::string_view line) const;

  WhiteSpace mode_;
  std::vector<std::size_t> hashes_;
  bool sorted_ = true;
};

}  // namespace sallyport::git
