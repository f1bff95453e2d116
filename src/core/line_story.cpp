#include "core/line_story.hpp"

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
  for (const StoryRun& run : story.runs) {
    if (line < run.first_line || line >= run.first_line + run.lines) {
      continue;
    }
    const bool same = run.source.introduced_by == run.source.touched_by;
    result.commits.push_back(story.commits.at(run.source.introduced_by));
    if (!same) {
      result.commits.push_back(story.commits.at(run.source.touched_by));
    }
    result.runs.push_back({line, 1, {0, same ? std::size_t{0} : std::size_t{1}}});
  }
  return result;
}

const CommitAttribution& answering_commit(const FileStory& story, const StoryRun& run) {
  const CommitAttribution& introduced = story.commits.at(run.source.introduced_by);
  return is_ai(introduced.origin) ? introduced : story.commits.at(run.source.touched_by);
}

}  // namespace sallyport::core
