#pragma once

#include "git/lines/line_diff.hpp"

#include <git2.h>

#include <stdexcept>
#include <string_view>
#include <vector>

namespace sallyport::git {

/// What git's diff makes of two texts, as libgit2 has it.
inline std::vector<Hunk> hunks_of_git(std::string_view before, std::string_view after,
                                      WhiteSpace mode) {
  if (before == after) {
    return {};
  }
  git_diff_options options;
  git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
  options.context_lines = 0;
  options.interhunk_lines = 0;
  options.max_size = -1;
  options.flags = GIT_DIFF_FORCE_TEXT | GIT_DIFF_INDENT_HEURISTIC;
  options.flags |= mode == WhiteSpace::ignored ? GIT_DIFF_IGNORE_WHITESPACE : 0U;
  const auto collect = [](const git_diff_delta* /*delta*/, const git_diff_hunk* hunk, void* hunks) {
    // With no lines on a side, the header names the line before the gap.
    const auto start = [](int first, int lines) { return lines == 0 ? first : first - 1; };
    static_cast<std::vector<Hunk>*>(hunks)->push_back(
        {start(hunk->old_start, hunk->old_lines), hunk->old_lines,
         start(hunk->new_start, hunk->new_lines), hunk->new_lines});
    return 0;
  };
  std::vector<Hunk> hunks;
  if (git_diff_buffers(before.data(), before.size(), nullptr, after.data(), after.size(), nullptr,
                       &options, nullptr, nullptr, collect, nullptr, &hunks) != 0) {
    throw std::runtime_error("git's diff failed");
  }
  return hunks;
}

}  // namespace sallyport::git
