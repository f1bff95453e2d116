#include "git/merge/file_replay.hpp"

#include "core/change/content.hpp"
#include "core/change/enclosing.hpp"
#include "git/backend/libgit2_types.hpp"
#include "git/lines/line_diff.hpp"
#include "util/text.hpp"

#include <git2.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace sallyport::git {
namespace {

git_merge_file_input merge_input(std::string_view text) {
  git_merge_file_input input;
  git_merge_file_input_init(&input, GIT_MERGE_FILE_INPUT_VERSION);
  input.ptr = text.empty() ? "" : text.data();
  input.size = text.size();
  return input;
}

/// A text with the place of each of its lines.
struct PlacedText {
  std::vector<std::string_view> lines;
  std::vector<int> places;
};

PlacedText place(core::Places& places, std::string_view text) {
  return {util::split_lines(text), places.of(text)};
}

/// Lines of one side of a hunk and where each stands.
using PlacedLines = std::vector<std::pair<std::string_view, int>>;

PlacedLines take(const PlacedText& text, std::int64_t start, std::int64_t count) {
  PlacedLines lines;
  lines.reserve(static_cast<std::size_t>(count));
  for (std::int64_t line = start; line < start + count; ++line) {
    const auto at = static_cast<std::size_t>(line);
    lines.emplace_back(text.lines.at(at), text.places.at(at));
  }
  return lines;
}

/// Which lines a hunk removed, and which it added.
using Step = std::pair<PlacedLines, PlacedLines>;

std::vector<Step> steps_between(core::Places& places, std::string_view before,
                                std::string_view after) {
  const PlacedText old_text = place(places, before);
  const PlacedText new_text = place(places, after);
  std::vector<Step> steps;
  for (const Hunk& hunk : diff_lines(before, after, WhiteSpace::compared)) {
    steps.emplace_back(take(old_text, hunk.old_start, hunk.old_lines),
                       take(new_text, hunk.new_start, hunk.new_lines));
  }
  return steps;
}

/// Whether all of `part` are in `whole`, in that order.
bool is_within(const std::vector<Step>& part, const std::vector<Step>& whole) {
  auto from = whole.begin();
  for (const Step& step : part) {
    from = std::find(from, whole.end(), step);
    if (from == whole.end()) {
      return false;
    }
    ++from;
  }
  return true;
}

bool is_plain_text(std::string_view content) {
  return core::classify_content(content) == core::Content{} && core::has_plain_lines(content);
}

}  // namespace

std::optional<std::string> merge_texts(std::string_view ancestor, std::string_view ours,
                                       std::string_view theirs) {
  const git_merge_file_input base = merge_input(ancestor);
  const git_merge_file_input left = merge_input(ours);
  const git_merge_file_input right = merge_input(theirs);
  git_merge_file_options options;
  git_merge_file_options_init(&options, GIT_MERGE_FILE_OPTIONS_VERSION);
  git_merge_file_result result{};
  check(git_merge_file(&result, &base, &left, &right, &options), "merge a file");
  const util::Owned<git_merge_file_result, git_merge_file_result_free> owner(&result);
  if (result.automergeable == 0) {
    return std::nullopt;
  }
  return std::string(result.ptr == nullptr ? "" : result.ptr, result.len);
}

core::ReplayOutcome replay_texts(const ReplayTexts& texts) {
  const std::array all{texts.reviewed_old, texts.reviewed_new, texts.base, texts.head};
  if (!std::all_of(all.begin(), all.end(), is_plain_text)) {
    return core::ReplayOutcome::differs;
  }
  const auto merged = merge_texts(texts.reviewed_old, texts.base, texts.reviewed_new);
  if (!merged) {
    return core::ReplayOutcome::conflicts;
  }
  if (*merged != texts.head) {
    return core::ReplayOutcome::differs;
  }
  core::Places places;
  const bool in_place = is_within(steps_between(places, texts.base, texts.head),
                                  steps_between(places, texts.reviewed_old, texts.reviewed_new));
  return in_place ? core::ReplayOutcome::holds : core::ReplayOutcome::displaced;
}

}  // namespace sallyport::git
