#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sallyport::git {

/// For each element of two sequences whether it is not in both.
struct EditMarks {
  std::vector<char> left;
  std::vector<char> right;
};

/// A short way from one sequence to the other: the one that git takes, which is not always the
/// shortest. It is E. W. Myers' search ("An O(ND) Difference Algorithm and Its Variations", 1986)
/// from both ends at once; where that takes many edits, it goes on from a long run of equal
/// elements, or from the point that is furthest from where it started.
EditMarks find_edits(std::span<const std::int32_t> left, std::span<const std::int32_t> right);

/// A power of two between the square root of `n` and four times as much, as git reckons it.
std::int64_t rough_square_root(std::int64_t n);

}  // namespace sallyport::git
