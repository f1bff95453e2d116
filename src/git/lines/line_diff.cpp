#include "git/lines/line_diff.hpp"

#include "core/change/content.hpp"
#include "git/lines/edit_path.hpp"
#include "git/lines/slide.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <bit>
#include <bitset>
#include <cstddef>
#include <utility>

namespace sallyport::git {
namespace {

using Index = std::int64_t;

constexpr Index k_most_lines = 4'000'000;

/// Gives lines a number each, the same to equal ones.
class LineNumbers {
 public:
  LineNumbers(WhiteSpace mode, std::size_t most)
      : mode_(mode), slots_(std::bit_ceil(most * 2 + 1), k_none) {}

  static constexpr std::int32_t k_none = -1;

  std::int32_t add(std::string_view line) {
    const std::size_t hash = hash_line(line, mode_);
    std::int32_t& slot = slots_[slot_of(line, hash)];
    if (slot == k_none) {
      slot = static_cast<std::int32_t>(lines_.size());
      lines_.push_back({line, hash});
      traits_.set(trait_of(line));
    }
    return slot;
  }

  [[nodiscard]] std::int32_t find(std::string_view line) const {
    return traits_[trait_of(line)] ? slots_[slot_of(line, hash_line(line, mode_))] : k_none;
  }

  [[nodiscard]] std::size_t count() const { return lines_.size(); }

 private:
  struct Line {
    std::string_view text;
    std::size_t hash = 0;
  };

  static constexpr std::size_t k_traits = 1U << 14U;

  /// What equal lines share and many others do not, told by a glance.
  [[nodiscard]] std::size_t trait_of(std::string_view line) const {
    const auto byte = [](char c) {
      return static_cast<std::size_t>(static_cast<unsigned char>(c));
    };
    if (mode_ == WhiteSpace::ignored) {
      line = util::trim(line);
      return line.empty() ? 0 : (byte(line.front()) + byte(line.back()) * 61) % k_traits;
    }
    return line.empty() ? 0
                        : (line.size() * 7 + byte(line[line.size() / 2]) * 61 +
                           byte(line[line.size() * 3 / 4]) * 563) %
                              k_traits;
  }

  /// Where a line is, or would be.
  [[nodiscard]] std::size_t slot_of(std::string_view line, std::size_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (slots_[at] != k_none) {
      const Line& known = lines_[static_cast<std::size_t>(slots_[at])];
      if (known.hash == hash && are_equal_lines(known.text, line, mode_)) {
        break;
      }
      at = (at + 1) & mask;
    }
    return at;
  }

  WhiteSpace mode_;
  std::vector<std::int32_t> slots_;
  std::vector<Line> lines_;
  std::bitset<k_traits> traits_;  ///< that some line has
};

/// How often a line of one side is on the other.
enum class Matches { none, some, many };

/// Whether a line with many matches says little where it stands: fewer than a quarter of its
/// neighbours, up to the first that has some matches, have many, and the others none.
bool is_among_unmatched(const std::vector<Matches>& matches, Index at) {
  constexpr Index k_window = 100;
  constexpr Index k_part = 4;
  const Index first = std::max<Index>(0, at - k_window);
  const Index last = std::min<Index>(std::ssize(matches) - 1, at + k_window);
  Index with_none = 0;
  Index with_many = 2;
  const auto look = [&](Index end, Index step) {
    const Index before = with_none;
    for (Index other = at + step; other != end + step; other += step) {
      const Matches found = matches[static_cast<std::size_t>(other)];
      if (found == Matches::some) {
        break;
      }
      (found == Matches::none ? with_none : with_many) += 1;
    }
    return with_none > before;
  };
  return look(first, -1) && look(last, 1) && with_many * k_part < with_many + with_none;
}

/// The lines of one side between those that both have at their ends.
struct Middle {
  std::vector<std::int32_t> numbers;
  std::vector<Index> counts;  ///< of each number, in the whole text
};

class LineDiff {
 public:
  LineDiff(LineTable before, LineTable after, const Margins& margins, WhiteSpace mode)
      : mode_(mode),
        before_(std::move(before), mode),
        after_(std::move(after), mode),
        margins_(margins) {}

  std::vector<Hunk> run() {
    widen_margins();
    if (middle_of(before_) == 0 || middle_of(after_) == 0) {
      mark_middle(before_);
      mark_middle(after_);
    } else {
      compare_middles();
    }
    slide_marks(before_, after_, margins_);
    slide_marks(after_, before_, margins_);
    return hunks();
  }

 private:
  /// By lines that are equal but for white space, those in front first.
  void widen_margins() {
    const Index most = std::min(before_.count(), after_.count());
    while (margins_.first < most && is_equal(margins_.first, margins_.first)) {
      ++margins_.first;
    }
    margins_.last = std::min(margins_.last, most - margins_.first);
    while (margins_.first + margins_.last < most &&
           is_equal(before_.count() - margins_.last - 1, after_.count() - margins_.last - 1)) {
      ++margins_.last;
    }
  }

  [[nodiscard]] bool is_equal(Index old_line, Index new_line) const {
    return are_equal_lines(before_.line(old_line), after_.line(new_line), mode_);
  }

  [[nodiscard]] Index middle_of(const MarkedLines& side) const {
    return side.count() - margins_.first - margins_.last;
  }

  void mark_middle(MarkedLines& side) const {
    for (Index line = margins_.first; line < side.count() - margins_.last; ++line) {
      side.mark(line, true);
    }
  }

  void compare_middles() {
    LineNumbers numbers(mode_, static_cast<std::size_t>(middle_of(before_) + middle_of(after_)));
    Middle old_middle = number_middle(before_, numbers);
    const std::size_t of_old = numbers.count();
    Middle new_middle = number_middle(after_, numbers);
    const bool shares_lines =
        std::any_of(new_middle.numbers.begin(), new_middle.numbers.end(),
                    [&](std::int32_t number) { return static_cast<std::size_t>(number) < of_old; });
    if (!shares_lines) {
      mark_middle(before_);
      mark_middle(after_);
      return;
    }
    old_middle.counts.resize(numbers.count());
    new_middle.counts.resize(numbers.count());
    count_margins(numbers, old_middle.counts, new_middle.counts);
    const std::vector<Index> old_kept = keep_telling(before_, old_middle, new_middle.counts);
    const std::vector<Index> new_kept = keep_telling(after_, new_middle, old_middle.counts);
    const EditMarks edits = find_edits(pick(old_middle, old_kept), pick(new_middle, new_kept));
    mark(before_, old_kept, edits.left);
    mark(after_, new_kept, edits.right);
  }

  Middle number_middle(const MarkedLines& side, LineNumbers& numbers) const {
    Middle middle;
    middle.numbers.reserve(static_cast<std::size_t>(middle_of(side)));
    for (Index line = margins_.first; line < side.count() - margins_.last; ++line) {
      middle.numbers.push_back(numbers.add(side.line(line)));
    }
    middle.counts.resize(numbers.count());
    for (const std::int32_t number : middle.numbers) {
      ++middle.counts[static_cast<std::size_t>(number)];
    }
    return middle;
  }

  /// Adds how often lines of the middles are at the ends, which both sides have.
  void count_margins(const LineNumbers& numbers, std::vector<Index>& old_counts,
                     std::vector<Index>& new_counts) const {
    const auto count = [&](Index line) {
      if (const std::int32_t number = numbers.find(before_.line(line));
          number != LineNumbers::k_none) {
        ++old_counts[static_cast<std::size_t>(number)];
        ++new_counts[static_cast<std::size_t>(number)];
      }
    };
    for (Index line = 0; line < margins_.first; ++line) {
      count(line);
    }
    for (Index line = before_.count() - margins_.last; line < before_.count(); ++line) {
      count(line);
    }
  }

  /// The lines of the middle, from 0, that the search is made with. The others are marked: what the
  /// other side has not, and, among such lines, what it has many times.
  std::vector<Index> keep_telling(MarkedLines& side, const Middle& middle,
                                  const std::vector<Index>& counts) const {
    constexpr Index k_most = 1024;
    const Index many = std::min(rough_square_root(side.count()), k_most);
    std::vector<Matches> matches;
    matches.reserve(middle.numbers.size());
    for (const std::int32_t number : middle.numbers) {
      const Index count = counts[static_cast<std::size_t>(number)];
      matches.push_back(count == 0 ? Matches::none : count < many ? Matches::some : Matches::many);
    }
    std::vector<Index> kept;
    for (Index at = 0; at < std::ssize(matches); ++at) {
      const Matches own = matches[static_cast<std::size_t>(at)];
      if (own == Matches::some || (own == Matches::many && !is_among_unmatched(matches, at))) {
        kept.push_back(at);
      } else {
        side.mark(margins_.first + at, true);
      }
    }
    return kept;
  }

  static std::vector<std::int32_t> pick(const Middle& middle, const std::vector<Index>& kept) {
    std::vector<std::int32_t> numbers;
    numbers.reserve(kept.size());
    for (const Index at : kept) {
      numbers.push_back(middle.numbers[static_cast<std::size_t>(at)]);
    }
    return numbers;
  }

  void mark(MarkedLines& side, const std::vector<Index>& kept,
            const std::vector<char>& marks) const {
    for (std::size_t at = 0; at < kept.size(); ++at) {
      if (marks[at] != 0) {
        side.mark(margins_.first + kept[at], true);
      }
    }
  }

  [[nodiscard]] std::vector<Hunk> hunks() const {
    std::vector<Hunk> found;
    Index old_line = 0;
    Index new_line = 0;
    while (old_line < before_.count() || new_line < after_.count()) {
      Hunk hunk{old_line, 0, new_line, 0};
      while (before_.is_marked(old_line)) {
        ++old_line;
      }
      while (after_.is_marked(new_line)) {
        ++new_line;
      }
      hunk.old_lines = old_line - hunk.old_start;
      hunk.new_lines = new_line - hunk.new_start;
      if (hunk.old_lines + hunk.new_lines > 0) {
        found.push_back(hunk);
      }
      ++old_line;
      ++new_line;
    }
    return found;
  }

  WhiteSpace mode_;
  MarkedLines before_;
  MarkedLines after_;
  Margins margins_;
};

}  // namespace

bool is_comparable(std::string_view before, std::string_view after) {
  const bool is_small = before.size() + after.size() <= std::size_t{k_most_lines};
  return is_small || before.empty() || after.empty() ||
         core::count_lines(before) + core::count_lines(after) <= k_most_lines;
}

std::vector<Hunk> diff_lines(std::string_view before, std::string_view after, WhiteSpace mode) {
  if (before == after) {
    return {};
  }
  if (before.empty() || after.empty() || !is_comparable(before, after)) {
    return {{0, core::count_lines(before), 0, core::count_lines(after)}};
  }
  LineTable old_lines(before);
  const Margins margins = equal_ends(old_lines, after);
  LineTable new_lines(after, old_lines, margins);
  return LineDiff(std::move(old_lines), std::move(new_lines), margins, mode).run();
}

std::vector<Run> kept_runs(const std::vector<Hunk>& hunks, std::int64_t new_lines) {
  std::vector<Run> runs;
  std::int64_t old_at = 0;
  std::int64_t new_at = 0;
  for (const Hunk& hunk : hunks) {
    runs.push_back({old_at, new_at, hunk.new_start - new_at});
    old_at = hunk.old_start + hunk.old_lines;
    new_at = hunk.new_start + hunk.new_lines;
  }
  runs.push_back({old_at, new_at, new_lines - new_at});
  return runs;
}

}  // namespace sallyport::git
