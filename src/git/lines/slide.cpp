#include "git/lines/slide.hpp"

#include <algorithm>
#include <optional>

namespace sallyport::git {
namespace {

using Index = std::int64_t;

constexpr Index k_no_text = -1;  ///< the indentation of a line that is blank, or is not there

/// Columns before the text of a line; at most 200.
Index indentation(std::string_view line) {
  constexpr Index k_most = 200;
  constexpr Index k_tab = 8;
  Index columns = 0;
  for (const char c : line) {
    const bool is_other_white = c >= '\n' && c <= '\r';
    if (c == ' ') {
      columns += 1;
    } else if (c == '\t') {
      columns += k_tab - columns % k_tab;
    } else if (!is_other_white) {
      return columns;
    }
    if (columns >= k_most) {
      return k_most;
    }
  }
  return k_no_text;
}

/// Blank lines next to a place, and the indentation of the line behind them.
struct Beside {
  Index blanks = 0;
  Index indent = k_no_text;
};

constexpr Index k_most_blanks = 20;

/// From line `at` on, in steps of one line up or down.
Beside look_beside(const MarkedLines& side, Index at, Index step) {
  Beside beside;
  for (; at >= 0 && at < side.count(); at += step) {
    beside.indent = indentation(side.line(at));
    if (beside.indent != k_no_text) {
      return beside;
    }
    if (++beside.blanks == k_most_blanks) {
      beside.indent = 0;
      return beside;
    }
  }
  return beside;
}

/// How bad it is to begin or end a run between two lines; less is better.
struct Badness {
  Index indent = 0;
  Index penalty = 0;

  /// Indentation weighs sixty times as much as anything else.
  [[nodiscard]] bool is_no_worse_than(const Badness& other) const {
    constexpr Index k_weight = 60;
    const Index order = (indent > other.indent ? 1 : 0) - (indent < other.indent ? 1 : 0);
    return k_weight * order + penalty - other.penalty <= 0;
  }
};

/// What a change of indentation costs; the figures are git's, found by trial on many histories.
Index penalty_of_indent(Index before, Index at, Index after, bool has_blanks) {
  constexpr Index k_deeper = -4;
  constexpr Index k_deeper_after_blanks = 10;
  constexpr Index k_between = 24;  ///< less deep than both of its neighbours
  constexpr Index k_between_after_blanks = 17;
  constexpr Index k_back = 23;
  constexpr Index k_back_after_blanks = 17;
  if (at == k_no_text || before == k_no_text || at == before) {
    return 0;
  }
  if (at > before) {
    return has_blanks ? k_deeper_after_blanks : k_deeper;
  }
  if (after != k_no_text && after > at) {
    return has_blanks ? k_between_after_blanks : k_between;
  }
  return has_blanks ? k_back_after_blanks : k_back;
}

/// Adds the badness of a border before line `at`.
void add_border(const MarkedLines& side, Index at, Badness& badness) {
  constexpr Index k_start_of_text = 1;
  constexpr Index k_end_of_text = 21;
  constexpr Index k_blank = -30;
  constexpr Index k_blank_behind = 6;
  const Beside before = look_beside(side, at - 1, -1);
  const Beside after = look_beside(side, at + 1, 1);
  const bool is_end = at >= side.count();
  const Index own = is_end ? k_no_text : indentation(side.line(at));
  const Index blanks_behind = own == k_no_text ? 1 + after.blanks : 0;
  const Index blanks = before.blanks + blanks_behind;
  const Index indent = own == k_no_text ? after.indent : own;
  if (before.indent == k_no_text && before.blanks == 0) {
    badness.penalty += k_start_of_text;
  }
  badness.penalty += is_end ? k_end_of_text : 0;
  badness.penalty += k_blank * blanks + k_blank_behind * blanks_behind;
  badness.penalty += penalty_of_indent(before.indent, indent, after.indent, blanks != 0);
  badness.indent += indent;
}

/// A run of marked lines, which may be empty: one stands between any two lines without a mark.
class MarkedRun {
 public:
  MarkedRun(const MarkedLines& side, Index start) : start_(start), end_(start) { extend(side); }

  [[nodiscard]] Index end() const { return end_; }
  [[nodiscard]] Index size() const { return end_ - start_; }
  [[nodiscard]] bool is_empty() const { return start_ == end_; }

  void go_to_next(const MarkedLines& side) {
    start_ = end_ + 1;
    end_ = start_;
    extend(side);
  }

  void go_to_previous(const MarkedLines& side) {
    end_ = start_ - 1;
    start_ = end_;
    extend_up(side);
  }

  /// Moves the run by a line where it says the same there, together with a run that it meets.
  bool slide_up(MarkedLines& side) {
    if (start_ == 0 || !side.is_equal(start_ - 1, end_ - 1)) {
      return false;
    }
    side.mark(--start_, true);
    side.mark(--end_, false);
    extend_up(side);
    return true;
  }

  bool slide_down(MarkedLines& side) {
    if (end_ == side.count() || !side.is_equal(start_, end_)) {
      return false;
    }
    side.mark(start_++, false);
    side.mark(end_++, true);
    extend(side);
    return true;
  }

 private:
  void extend(const MarkedLines& side) {
    while (side.is_marked(end_)) {
      ++end_;
    }
  }

  void extend_up(const MarkedLines& side) {
    while (side.is_marked(start_ - 1)) {
      --start_;
    }
  }

  Index start_;
  Index end_;
};

/// A run, and the run of the other side that stands at the same place.
class Slide {
 public:
  Slide(MarkedLines& side, const MarkedLines& other, Index first)
      : side_(side), other_(other), run_(side, first), opposite_(other, first) {}

  /// Whether no line before the last `margin` ones is left.
  [[nodiscard]] bool is_done(Index margin) const { return run_.end() >= side_.count() - margin; }

  void go_on() {
    run_.go_to_next(side_);
    opposite_.go_to_next(other_);
  }

  void settle() {
    if (run_.is_empty()) {
      return;
    }
    Index size = 0;
    Index highest_end = 0;
    bool meets_opposite = false;
    do {
      size = run_.size();
      while (slide_up()) {
      }
      highest_end = run_.end();
      meets_opposite = !opposite_.is_empty();
      while (slide_down()) {
        meets_opposite = meets_opposite || !opposite_.is_empty();
      }
    } while (run_.size() != size);
    if (run_.end() == highest_end) {
      return;
    }
    if (meets_opposite) {
      while (opposite_.is_empty()) {
        slide_up();
      }
      return;
    }
    const Index best = best_end(highest_end);
    while (run_.end() > best) {
      slide_up();
    }
  }

 private:
  bool slide_up() {
    const bool slides = run_.slide_up(side_);
    if (slides) {
      opposite_.go_to_previous(other_);
    }
    return slides;
  }

  bool slide_down() {
    const bool slides = run_.slide_down(side_);
    if (slides) {
      opposite_.go_to_next(other_);
    }
    return slides;
  }

  [[nodiscard]] Index best_end(Index highest_end) const {
    constexpr Index k_furthest = 100;
    const Index size = run_.size();
    std::optional<Badness> least;
    Index best = run_.end();
    for (Index end = std::max({highest_end, run_.end() - size - 1, run_.end() - k_furthest});
         end <= run_.end(); ++end) {
      Badness badness;
      add_border(side_, end, badness);
      add_border(side_, end - size, badness);
      if (!least || badness.is_no_worse_than(*least)) {
        least = badness;
        best = end;
      }
    }
    return best;
  }

  MarkedLines& side_;
  const MarkedLines& other_;
  MarkedRun run_;
  MarkedRun opposite_;
};

}  // namespace

void slide_marks(MarkedLines& side, const MarkedLines& other, const Margins& margins) {
  Index first = 0;  // runs of the other side may have slid into the margin
  while (first < margins.first && !side.is_marked(first) && !other.is_marked(first)) {
    ++first;
  }
  Slide slide(side, other, first);
  slide.settle();
  while (!slide.is_done(margins.last)) {
    slide.go_on();
    slide.settle();
  }
}

}  // namespace sallyport::git
