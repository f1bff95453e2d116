#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace sallyport::git {

/// Makes texts that look like code, and what edits make of them: lines added, taken away, replaced,
/// moved and copied, many of them alike, with and without a last line feed. The same seed makes the
/// same ones everywhere.
class TextPairs {
 public:
  static constexpr unsigned k_seed = 20261130;

  explicit TextPairs(unsigned seed = k_seed) : engine_(seed) {}

  std::pair<std::string, std::string> next() {
    const int lines = below(50) == 0 ? below(600) : below(5) == 0 ? below(100) : below(30);
    return next_of(lines, below(4) == 0 ? below(lines / 2 + 2) : below(6));
  }

  std::pair<std::string, std::string> next_of(int lines, int edits) {
    words_ = 1 + below(below(3) == 0 ? 5 : 3 * lines + 1);
    Lines before;
    for (int i = 0; i < lines; ++i) {
      before.push_back(line());
    }
    Lines after = before;
    for (int i = 0; i < edits; ++i) {
      edit(after);
    }
    return {text(before), text(after)};
  }

  /// A text of different lines, and the same after many of them, or a few in a row, were moved.
  std::pair<std::string, std::string> next_moved(int lines, int moves) {
    Lines before;
    for (int i = 0; i < lines; ++i) {
      before.push_back("line " + std::to_string(i));
    }
    Lines after = before;
    for (int i = 0; i < moves; ++i) {
      const int at = below(lines - 40);
      const int count = below(3) == 0 ? 1 + below(30) : 1;
      const int to = below(2) == 0 ? at + below(200) : below(lines);
      const auto first = after.begin() + std::min(at, to);
      const auto last = after.begin() + std::min(std::max(at, to) + count, lines);
      at < to ? std::rotate(first, first + count, last) : std::rotate(first, last - count, last);
    }
    return {text(before), text(after)};
  }

 private:
  using Lines = std::vector<std::string>;

  int below(int limit) {
    return limit <= 0 ? 0 : static_cast<int>(engine_() % static_cast<unsigned>(limit));
  }

  std::string line() {
    const int kind = below(10);
    if (kind == 0) {
      return below(4) != 0 ? "" : std::string(static_cast<std::size_t>(below(3)), ' ');
    }
    std::string indent(static_cast<std::size_t>(below(4) * 2), below(5) != 0 ? ' ' : '\t');
    return indent + (kind == 1 ? "}" : "word" + std::to_string(below(words_))) +
           (below(20) == 0 ? " " : "");
  }

  void edit(Lines& lines) {
    const int at = below(static_cast<int>(lines.size()) + 1);
    const auto place = lines.begin() + at;
    const int count =
        std::min(1 + below(below(4) == 0 ? 30 : 4), static_cast<int>(lines.size()) - at);
    switch (below(5)) {
      case 0:
      case 1:
        lines.insert(place, line());
        break;
      case 2:
        lines.erase(place, place + count);
        break;
      case 3:
        std::generate(place, place + count, [&] { return line(); });
        break;
      default:
        move(lines, at, count);
    }
  }

  void move(Lines& lines, int at, int count) {
    const Lines moved(lines.begin() + at, lines.begin() + at + count);
    if (below(2) == 0) {
      lines.erase(lines.begin() + at, lines.begin() + at + count);
    }
    lines.insert(lines.begin() + below(static_cast<int>(lines.size()) + 1), moved.begin(),
                 moved.end());
  }

  std::string text(const Lines& lines) {
    std::string joined;
    for (const std::string& each : lines) {
      joined += each + "\n";
    }
    if (!joined.empty() && below(8) == 0) {
      joined.pop_back();
    }
    return joined;
  }

  std::mt19937 engine_;
  int words_ = 1;
};

}  // namespace sallyport::git
