#pragma once

#include "git/lines/line_table.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace sallyport::git {

/// One side of a comparison: its lines, and which of them the other side has not.
class MarkedLines {
 public:
  MarkedLines(LineTable lines, WhiteSpace mode)
      : lines_(std::move(lines)),
        mode_(mode),
        marks_(static_cast<std::size_t>(lines_.count()) + 2) {}

  [[nodiscard]] std::int64_t count() const { return lines_.count(); }
  [[nodiscard]] std::string_view line(std::int64_t at) const { return lines_[at]; }
  [[nodiscard]] bool is_equal(std::int64_t left, std::int64_t right) const {
    return are_equal_lines(lines_[left], lines_[right], mode_);
  }
  /// Also before the first and behind the last line, where none is.
  [[nodiscard]] bool is_marked(std::int64_t at) const {
    return marks_[static_cast<std::size_t>(at + 1)] != 0;
  }
  void mark(std::int64_t at, bool is_marked) {
    marks_[static_cast<std::size_t>(at + 1)] = is_marked ? 1 : 0;
  }

 private:
  LineTable lines_;
  WhiteSpace mode_;
  std::vector<char> marks_;
};

/// Of the places that a run of marked lines could as well stand in, takes the one that git takes:
/// beside a run of the other side, else where the lines at its borders are indented least, with
/// blank lines rather before than behind it (git's indent heuristic). Runs that meet become one.
/// At first no line of the margins was marked.
void slide_marks(MarkedLines& side, const MarkedLines& other, const Margins& margins);

}  // namespace sallyport::git
