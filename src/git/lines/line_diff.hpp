#pragma once

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
};

/// A run of lines that both sides have.
struct Run {
  std::int64_t old_start = 0;
  std::int64_t new_start = 0;
  std::int64_t lines = 0;
};

enum class WhiteSpace { compared, ignored };

/// The line diff that git itself computes (xdiff, Myers, text whatever the bytes are).
std::vector<Hunk> diff_lines(std::string_view before, std::string_view after, WhiteSpace mode);

/// The runs between `hunks` up to the end of the new side, which has `new_lines` lines.
std::vector<Run> kept_runs(const std::vector<Hunk>& hunks, std::int64_t new_lines);

}  // namespace sallyport::git
