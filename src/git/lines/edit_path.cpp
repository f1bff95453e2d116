#include "git/lines/edit_path.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>

namespace sallyport::git {
namespace {

using Index = std::int64_t;

constexpr Index k_never = std::numeric_limits<Index>::max();
constexpr Index k_long_run = 20;     ///< equal elements that are no chance
constexpr Index k_many_edits = 256;  ///< a search is not given up before
constexpr Index k_gain = 4;          ///< how much further than its edits a promising point is

/// Parts of both sequences that are still to be compared.
struct Box {
  Index left_begin = 0;
  Index left_end = 0;
  Index right_begin = 0;
  Index right_end = 0;
  bool to_the_end = false;  ///< the search of it is not cut short
};

/// Where a box is divided.
struct Split {
  Index left = 0;
  Index right = 0;
  bool first_to_the_end = true;
  bool second_to_the_end = true;
};

/// How far a search has come on each diagonal (left minus right): the index in the left sequence.
class Reach {
 public:
  Reach(Index lefts, Index rights)
      : offset_(rights + 1), points_(static_cast<std::size_t>(lefts + rights + 3)) {}

  Index& operator[](Index diagonal) {
    return points_[static_cast<std::size_t>(diagonal + offset_)];
  }

  void start(Index diagonal, Index point) {
    low = diagonal;
    high = diagonal;
    (*this)[diagonal] = point;
  }

  /// One more edit, within the diagonals that the box has.
  void widen(Index lowest, Index highest, Index beyond) {
    if (low > lowest) {
      (*this)[--low - 1] = beyond;
    } else {
      ++low;
    }
    if (high < highest) {
      (*this)[++high + 1] = beyond;
    } else {
      --high;
    }
  }

  [[nodiscard]] bool has(Index diagonal) const { return low <= diagonal && diagonal <= high; }

  Index low = 0;
  Index high = 0;

 private:
  Index offset_;
  std::vector<Index> points_;
};

class EditSearch {
 public:
  EditSearch(std::span<const std::int32_t> left, std::span<const std::int32_t> right)
      : left_(left),
        right_(right),
        forward_(std::ssize(left), std::ssize(right)),
        backward_(std::ssize(left), std::ssize(right)),
        most_edits_(
            std::max(rough_square_root(std::ssize(left) + std::ssize(right) + 3), k_many_edits)),
        marks_{std::vector<char>(left.size()), std::vector<char>(right.size())} {}

  EditMarks run() {
    boxes_.push_back({0, std::ssize(left_), 0, std::ssize(right_)});
    while (!boxes_.empty()) {
      Box box = boxes_.back();
      boxes_.pop_back();
      shrink(box);
      if (box.left_begin == box.left_end || box.right_begin == box.right_end) {
        mark(marks_.left, box.left_begin, box.left_end);
        mark(marks_.right, box.right_begin, box.right_end);
        continue;
      }
      const Split at = split(box);
      boxes_.push_back({box.left_begin, at.left, box.right_begin, at.right, at.first_to_the_end});
      boxes_.push_back({at.left, box.left_end, at.right, box.right_end, at.second_to_the_end});
    }
    return std::move(marks_);
  }

 private:
  static void mark(std::vector<char>& marks, Index begin, Index end) {
    std::fill(marks.begin() + begin, marks.begin() + end, 1);
  }

  [[nodiscard]] bool is_equal(Index left, Index right) const {
    return left_[static_cast<std::size_t>(left)] == right_[static_cast<std::size_t>(right)];
  }

  /// Leaves out what is equal at either end.
  void shrink(Box& box) const {
    while (box.left_begin < box.left_end && box.right_begin < box.right_end &&
           is_equal(box.left_begin, box.right_begin)) {
      ++box.left_begin;
      ++box.right_begin;
    }
    while (box.left_begin < box.left_end && box.right_begin < box.right_end &&
           is_equal(box.left_end - 1, box.right_end - 1)) {
      --box.left_end;
      --box.right_end;
    }
  }

  Split split(const Box& box) {
    const Index start = box.left_begin - box.right_begin;
    const Index end = box.left_end - box.right_end;
    forward_.start(start, box.left_begin);
    backward_.start(end, box.left_end);
    meets_forward_ = (start - end) % 2 != 0;
    for (Index edits = 1;; ++edits) {
      found_long_run_ = false;
      auto found = go_forward(box);
      found = found ? found : go_backward(box);
      if (!found && !box.to_the_end && found_long_run_ && edits > k_many_edits) {
        found = promising(box, edits, true);
        found = found ? found : promising(box, edits, false);
      }
      if (!found && !box.to_the_end && edits >= most_edits_) {
        found = furthest(box);
      }
      if (found) {
        return *found;
      }
    }
  }

  std::optional<Split> go_forward(const Box& box) {
    forward_.widen(box.left_begin - box.right_end, box.left_end - box.right_begin, -1);
    for (Index diagonal = forward_.high; diagonal >= forward_.low; diagonal -= 2) {
      const Index first = std::max(forward_[diagonal - 1] + 1, forward_[diagonal + 1]);
      Index left = first;
      while (left < box.left_end && left - diagonal < box.right_end &&
             is_equal(left, left - diagonal)) {
        ++left;
      }
      found_long_run_ = found_long_run_ || left - first > k_long_run;
      forward_[diagonal] = left;
      if (meets_forward_ && backward_.has(diagonal) && backward_[diagonal] <= left) {
        return Split{left, left - diagonal};
      }
    }
    return std::nullopt;
  }

  std::optional<Split> go_backward(const Box& box) {
    backward_.widen(box.left_begin - box.right_end, box.left_end - box.right_begin, k_never);
    for (Index diagonal = backward_.high; diagonal >= backward_.low; diagonal -= 2) {
      const Index last = std::min(backward_[diagonal - 1], backward_[diagonal + 1] - 1);
      Index left = last;
      while (left > box.left_begin && left - diagonal > box.right_begin &&
             is_equal(left - 1, left - diagonal - 1)) {
        --left;
      }
      found_long_run_ = found_long_run_ || last - left > k_long_run;
      backward_[diagonal] = left;
      if (!meets_forward_ && forward_.has(diagonal) && left <= forward_[diagonal]) {
        return Split{left, left - diagonal};
      }
    }
    return std::nullopt;
  }

  /// Of one search the point furthest on for its diagonal, if it is far, with a long run of equals
  /// behind it.
  std::optional<Split> promising(const Box& box, Index edits, bool is_forward) {
    Reach& reach = is_forward ? forward_ : backward_;
    const Index start_left = is_forward ? box.left_begin : box.left_end;
    const Index start_right = is_forward ? box.right_begin : box.right_end;
    const Index run = is_forward ? k_long_run : 0;
    Index best = 0;
    std::optional<Split> found;
    for (Index diagonal = reach.high; diagonal >= reach.low; diagonal -= 2) {
      const Index left = reach[diagonal];
      const Index right = left - diagonal;
      const Index gain = std::abs(left - start_left) + std::abs(right - start_right) -
                         std::abs(diagonal - (start_left - start_right));
      if (gain > k_gain * edits && gain > best &&
          is_inside(left, box.left_begin, box.left_end, run) &&
          is_inside(right, box.right_begin, box.right_end, run) &&
          is_run(left - run, right - run)) {
        best = gain;
        found = Split{left, right, is_forward, !is_forward};
      }
    }
    return found;
  }

  /// Whether a point is between two others, and so is the run that begins `back` before it.
  static bool is_inside(Index point, Index begin, Index end, Index back) {
    return begin < point && point < end && begin <= point - back &&
           point - back + k_long_run <= end;
  }

  [[nodiscard]] bool is_run(Index left, Index right) const {
    const auto first = left_.begin() + left;
    return std::equal(first, first + k_long_run, right_.begin() + right);
  }

  /// Of both searches the one that came further, where it is.
  Split furthest(const Box& box) {
    const auto [ahead, ahead_left] = furthest_forward(box);
    const auto [behind, behind_left] = furthest_backward(box);
    const bool forward_is_further =
        (box.left_end + box.right_end) - behind < ahead - (box.left_begin + box.right_begin);
    return forward_is_further ? Split{ahead_left, ahead - ahead_left, true, false}
                              : Split{behind_left, behind - behind_left, false, true};
  }

  /// The sum of both indices of the furthest point within the box, and the left one.
  std::pair<Index, Index> furthest_forward(const Box& box) {
    std::pair<Index, Index> best{-1, -1};
    for (Index diagonal = forward_.high; diagonal >= forward_.low; diagonal -= 2) {
      const Index left = std::min({forward_[diagonal], box.left_end, box.right_end + diagonal});
      if (best.first < left + left - diagonal) {
        best = {left + left - diagonal, left};
      }
    }
    return best;
  }

  std::pair<Index, Index> furthest_backward(const Box& box) {
    std::pair<Index, Index> best{k_never, k_never};
    for (Index diagonal = backward_.high; diagonal >= backward_.low; diagonal -= 2) {
      const Index left =
          std::max({backward_[diagonal], box.left_begin, box.right_begin + diagonal});
      if (left + left - diagonal < best.first) {
        best = {left + left - diagonal, left};
      }
    }
    return best;
  }

  std::span<const std::int32_t> left_;
  std::span<const std::int32_t> right_;
  Reach forward_;
  Reach backward_;
  Index most_edits_;
  EditMarks marks_;
  std::vector<Box> boxes_;
  bool meets_forward_ = false;  ///< the searches meet in a step forward
  bool found_long_run_ = false;
};

}  // namespace

std::int64_t rough_square_root(std::int64_t n) {
  std::int64_t root = 1;
  for (; n > 0; n /= 4) {
    root *= 2;
  }
  return root;
}

EditMarks find_edits(std::span<const std::int32_t> left, std::span<const std::int32_t> right) {
  return EditSearch(left, right).run();
}

}  // namespace sallyport::git
