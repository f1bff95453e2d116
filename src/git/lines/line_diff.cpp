#include "git/lines/line_diff.hpp"

#include "core/change/content.hpp"
#include "git/backend/libgit2_types.hpp"

#include <git2.h>

namespace sallyport::git {
namespace {

int collect_hunk(const git_diff_delta* /*delta*/, const git_diff_hunk* hunk, void* payload) {
  // With no lines on a side, the header names the line before the gap.
  const auto start = [](int first, int lines) -> std::int64_t {
    return lines == 0 ? first : first - 1;
  };
  static_cast<std::vector<Hunk>*>(payload)->push_back(
      {start(hunk->old_start, hunk->old_lines), hunk->old_lines,
       start(hunk->new_start, hunk->new_lines), hunk->new_lines});
  return 0;
}

}  // namespace

std::vector<Hunk> diff_lines(std::string_view before, std::string_view after, WhiteSpace mode) {
  if (before == after) {
    return {};
  }
  // git_diff_buffers would spend minutes and gigabytes on what is only counted here.
  if (before.empty() || after.empty()) {
    return {{0, core::count_lines(before), 0, core::count_lines(after)}};
  }
  git_diff_options options;
  git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
  options.context_lines = 0;
  options.interhunk_lines = 0;
  options.max_size = -1;
  options.flags = GIT_DIFF_FORCE_TEXT | GIT_DIFF_INDENT_HEURISTIC;
  if (mode == WhiteSpace::ignored) {
    options.flags |= GIT_DIFF_IGNORE_WHITESPACE;
  }
  std::vector<Hunk> hunks;
  check(git_diff_buffers(before.data(), before.size(), nullptr, after.data(), after.size(), nullptr,
                         &options, nullptr, nullptr, collect_hunk, nullptr, &hunks),
        "compare two files");
  return hunks;
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
