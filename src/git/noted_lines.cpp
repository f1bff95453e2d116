#include "git/noted_lines.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace sallyport::git {
namespace {

/// Rounded up; no part is more than the whole.
std::int64_t share_of(const core::Portion& portion, std::int64_t lines) {
  if (portion.whole <= 0 || portion.part <= 0) {
    return 0;
  }
  const std::int64_t part = std::min(portion.part, portion.whole);
  return (lines * part + portion.whole - 1) / portion.whole;
}

class Marking {
 public:
  Marking(std::vector<LineOrigin>& lines, int commit) : lines_(lines), commit_(commit) {}

  void mark(const std::vector<core::LineSpan>& spans) {
    const auto count = static_cast<std::int64_t>(lines_.size());
    for (const core::LineSpan& span : spans) {
      for (std::int64_t line = span.first; line <= std::min(span.last, count); ++line) {
        mark(lines_[static_cast<std::size_t>(line - 1)]);
      }
    }
  }

  void mark(const core::Portion& portion) {
    const auto own = std::count_if(lines_.begin(), lines_.end(),
                                   [&](const LineOrigin& line) { return is_own(line); });
    std::int64_t left = share_of(portion, own);
    for (auto line = lines_.begin(); line != lines_.end() && left > 0; ++line) {
      left -= is_own(*line) ? 1 : 0;
      mark(*line);
    }
  }

 private:
  [[nodiscard]] bool is_own(const LineOrigin& line) const { return line.touched_by == commit_; }

  void mark(LineOrigin& line) const {
    if (is_own(line)) {
      line.noted_by = commit_;
    }
  }

  std::vector<LineOrigin>& lines_;
  int commit_;
};

}  // namespace

FileOrigin with_notes(const FileOrigin& origin, const FileNotes& notes, std::size_t count) {
  std::vector<LineOrigin> lines;
  lines.reserve(count);
  for (std::size_t line = 0; line < count; ++line) {
    lines.push_back(origin.at(line));
  }
  Marking marking(lines, notes.commit);
  marking.mark(notes.file.lines);
  marking.mark(notes.file.of_added);
  marking.mark(notes.of_added);
  return {origin.all, std::make_shared<const std::vector<LineOrigin>>(std::move(lines))};
}

}  // namespace sallyport::git
