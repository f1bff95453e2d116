#pragma once

#include "report/report.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::report {

/// The columns of a page.
inline constexpr std::size_t k_width = 80;

/// What a colour says; each also stands there in words.
enum class Tone { good, bad, caution, heading };

/// Lines of text, none wider than `k_width` columns except commands, which stay whole so that they
/// can be pasted. Callers pass text that is already printable.
class Page {
 public:
  explicit Page(const TextStyle& style) : colour_(style.colour) {}

  /// One line, cut at the width.
  void line(std::string_view text);
  /// One line whose `marked` beginning is drawn in the colour of `tone`.
  void line(Tone tone, std::string_view marked, std::string_view rest);
  /// `label` and then `text`, broken at blanks; later lines are indented below the text. After
  /// `most_lines` lines the rest is cut off.
  void paragraph(std::string_view label, std::string_view text, std::size_t most_lines = 3);
  /// A command on a line of its own, indented and never cut.
  void command(std::string_view text);

  /// All lines, each with its LF.
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  bool colour_;
  std::string text_;
};

/// As many of `pieces` as fit into `width` columns, at least one and at most `most`, with ", "
/// between them, then "and N more" for the others.
std::string list_some(const std::vector<std::string>& pieces, std::size_t most, std::size_t width);

}  // namespace sallyport::report
