#pragma once

#include "git/lines/line_table.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace sallyport::git {

/// Old lines that new ones replace; lines are counted from 0.
struct Hunk {
  std::int64_t old_start = 0;
  std::int64_t old_lines = 0;
  std::int64_t new_start = 0;
  std::int64_t new_lines = 0;

  friend bool operator==(const Hunk&, const Hunk&) = default;
};

/// A run of lines that both sides have.
struct Run {
  std::int64_t old_start = 0;
  std::int64_t new_start = 0;
  std::int64_t lines = 0;
};

/// Whether two texts are few enough lines to compare: 4,000,000 on both sides together, for which
/// some 500 MB are needed; any number where one side is empty.
bool is_comparable(std::string_view before, std::string_view after);

/// The line diff that git makes (`git diff --diff-algorithm=myers --indent-heuristic --text`, and
/// `-w` where white space is ignored), hunk for hunk; of texts that are not comparable, that all
/// lines of one replace all of the other.
std::vector<Hunk> diff_lines(std::string_view before, std::string_view after, WhiteSpace mode);

/// The runs between `hunks` up to the end of the new side, which has `new_lines` lines.
std::vector<Run> kept_runs(const std::vector<Hunk>& hunks, std::int64_t new_lines);

}  // namespace sallyport::git
