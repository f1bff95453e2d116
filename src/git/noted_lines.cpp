#include "git/noted_lines.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace sallyport::git {
namespace {

bool is_added_by(const LineOrigin& line, int commit) {
  return line.introduced_by == commit && line.touched_by == commit;
}

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
    for_each(spans, [&](LineOrigin& line) { line.noted_by = commit_; });
  }

  void mark_added(const std::vector<core::LineSpan>& spans) {
    for_each(spans, [&](LineOrigin& line) {
      if (is_added_by(line, commit_)) {
        line.noted_by = commit_;
      }
    });
  }

  void mark_added(const core::Portion& portion) {
    const auto added = std::count_if(lines_.begin(), lines_.end(), [&](const LineOrigin& line) {
      return is_added_by(line, commit_);
    });
    std::int64_t left = share_of(portion, added);
    for (LineOrigin& line : lines_) {
      if (left > 0 && is_added_by(line, commit_)) {
        line.noted_by = commit_;
        --left;
      }
    }
  }

 private:
  template <typename Action>
  void for_each(const std::vector<core::LineSpan>& spans, const Action& action) {
    const auto count = static_cast<std::int64_t>(lines_.size());
    for (const core::LineSpan& span : spans) {
      for (std::int64_t line = span.first; line <= std::min(span.last, count); ++line) {
        action(lines_[static_cast<std::size_t>(line - 1)]);
      }
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
  marking.mark_added(notes.file.added_lines);
  marking.mark_added(notes.file.of_added);
  marking.mark_added(notes.of_added);
  return {origin.all, std::make_shared<const std::vector<LineOrigin>>(std::move(lines))};
}

}  // namespace sallyport::git
