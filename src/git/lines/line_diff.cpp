#include "git/lines/line_diff.hpp"

#include "core/change/content.hpp"
#include "git/backend/libgit2_types.hpp"

#include <git2.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <iterator>
#include <string>

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
constexpr std::size_t k_large = std::size_t{1} << 20U;

/// Gives a hash of each line to `visit` until that is false; false then. Lines that are equal have
/// the same, whether they end in LF or not.
template <typename Visit>
bool visit_hashes(std::string_view text, WhiteSpace mode, Visit visit) {
  std::string squeezed;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (mode == WhiteSpace::ignored) {
      squeezed.clear();
      std::copy_if(line.begin(), line.end(), std::back_inserter(squeezed),
                   [](char c) { return std::isspace(static_cast<unsigned char>(c)) == 0; });
      line = squeezed;
    }
    if (!visit(std::hash<std::string_view>{}(line))) {
      return false;
    }
  }
  return true;
}

/// Whether some line may be in both; 8 bytes for each line that `before` has, where the comparison
/// takes 60.
bool may_share_lines(std::string_view before, std::string_view after, WhiteSpace mode) {
  std::vector<std::size_t> hashes;
  hashes.reserve(static_cast<std::size_t>(core::count_lines(before)));
  visit_hashes(before, mode, [&](std::size_t hash) {
    if (hashes.empty() || hashes.back() != hash) {
      hashes.push_back(hash);
    }
    return true;
  });
  std::sort(hashes.begin(), hashes.end());
  return !visit_hashes(after, mode, [&](std::size_t hash) {
    return !std::binary_search(hashes.begin(), hashes.end(), hash);
  });
}

}  // namespace

std::vector<Hunk> diff_lines(std::string_view before, std::string_view after, WhiteSpace mode) {
  if (before == after) {
    return {};
  }
  const bool is_large = before.size() + after.size() > k_large;
  // git_diff_buffers would spend minutes and gigabytes on what is only counted here.
  if (before.empty() || after.empty() || (is_large && !may_share_lines(before, after, mode))) {
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
