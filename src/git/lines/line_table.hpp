#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sallyport::git {

enum class WhiteSpace { compared, ignored };

/// Lines with their LF, which the last one of a text may lack. Where white space is ignored, that
/// makes no difference, and nor do blanks and tabs.
bool are_equal_lines(std::string_view left, std::string_view right, WhiteSpace mode);

/// The same for lines that are equal.
std::size_t hash_line(std::string_view line, WhiteSpace mode);

/// Lines at both ends of two texts that are the same.
struct Margins {
  std::int64_t first = 0;
  std::int64_t last = 0;
};

/// The lines of a text by their number, counted from 0.
class LineTable {
 public:
  explicit LineTable(std::string_view text);
  /// Of a text that begins and ends with as many lines as another, byte for byte.
  LineTable(std::string_view text, const LineTable& other, const Margins& margins);

  [[nodiscard]] std::int64_t count() const { return std::ssize(starts_) - 1; }
  [[nodiscard]] std::string_view operator[](std::int64_t line) const {
    const std::size_t start = starts_[static_cast<std::size_t>(line)];
    return text_.substr(start, starts_[static_cast<std::size_t>(line) + 1] - start);
  }

 private:
  friend Margins equal_ends(const LineTable& table, std::string_view other);

  void add_lines(std::size_t start, std::size_t end);

  std::string_view text_;
  std::vector<std::size_t> starts_;  ///< and the end of the text
};

/// The lines at the ends of a text that another one has there, byte for byte; no line is in both.
Margins equal_ends(const LineTable& table, std::string_view other);

}  // namespace sallyport::git
