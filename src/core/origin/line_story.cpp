#include "core/origin/line_story.hpp"

#include <map>

namespace sallyport::core {

std::vector<StoryRun> runs_of(const std::vector<LineSource>& lines) {
  std::vector<StoryRun> runs;
  for (std::size_t line = 0; line < lines.size(); ++line) {
    if (runs.empty() || runs.back().source != lines[line]) {
      runs.push_back({static_cast<std::int64_t>(line) + 1, 0, lines[line]});
    }
    runs.back().lines += 1;
  }
  return runs;
}

FileStory story_of_line(const FileStory& story, std::int64_t line) {
  FileStory result;
  result.path = story.path;
  result.line = line;
  std::map<std::size_t, std::size_t> places;
  const auto place = [&](std::size_t commit) {
    const auto [at, is_new] = places.emplace(commit, result.commits.size());
    if (is_new) {
      result.commits.push_back(story.commits.at(commit));
    }
    return at->second;
  };
  for (const StoryRun& run : story.runs) {
    if (line < run.first_line || line >= run.first_line + run.lines) {
      continue;
    }
    LineSource source{place(run.source.introduced_by), place(run.source.touched_by)};
    if (run.source.noted_by) {
      source.noted_by = place(*run.source.noted_by);
    }
    result.runs.push_back({line, 1, source});
  }
  return result;
}

const CommitAttribution& answering_commit(const FileStory& story, const StoryRun& run) {
  const CommitAttribution& introduced = story.commits.at(run.source.introduced_by);
  const CommitAttribution& touched = story.commits.at(run.source.touched_by);
  if (is_ai(introduced.origin)) {
    return introduced;
  }
  const bool by_note = run.source.noted_by && !is_ai(touched.origin);
  return by_note ? story.commits.at(*run.source.noted_by) : touched;
}

Origin origin_of(const FileStory& story, const StoryRun& run) {
  const Origin origin = answering_commit(story, run).origin;
  if (run.source.noted_by && !is_ai(origin)) {
    return Origin::ai;
  }
  const Origin introduced = story.commits.at(run.source.introduced_by).origin;
  return origin == Origin::human && introduced != Origin::human ? introduced : origin;
}

}  // namespace sallyport::core
