#include "git/lines/line_diff.hpp"

#include "core/change/content.hpp"
#include "git/backend/libgit2_types.hpp"
#include "git/lines/line_set.hpp"

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

/// Below, a comparison costs less than to look for what it can be spared.
constexpr std::int64_t k_most_lines = 4'000'000;

constexpr std::size_t k_large = std::size_t{1} << 20U;

/// Whether some line may be in both: by a tenth of the memory that a comparison takes.
bool may_share_lines(std::string_view before, std::string_view after, WhiteSpace mode) {
  LineSet lines(mode);
  for (LineCursor at(before); !at.at_end();) {
    lines.add(at.next());
  }
  bool shared = false;
  for (LineCursor at(after); !at.at_end() && !shared;) {
    shared = lines.may_contain(at.next());
  }
  return shared;
}

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
  const bool is_large = before.size() + after.size() > k_large;
  // git_diff_buffers would spend minutes and gigabytes on what is only counted here.
  if (before.empty() || after.empty() || !is_comparable(before, after) ||
      (is_large && !may_share_lines(before, after, mode))) {
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
