#pragma once

#include "core/origin/attribute.hpp"
#include "core/verdict/verdict.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sallyport::core {

/// The commits that a line comes from: indices into `FileStory::commits`.
struct LineSource {
  std::size_t introduced_by = 0;          ///< first wrote it, seen through white space
  std::size_t touched_by = 0;             ///< gave it its present bytes, as far as the change tells
  std::optional<std::size_t> noted_by{};  ///< a note on it says that an AI wrote the line

  friend bool operator==(const LineSource&, const LineSource&) = default;
};

/// Consecutive lines of a file that come from the same commits.
struct StoryRun {
  std::int64_t first_line = 1;  ///< 1-based
  std::int64_t lines = 0;
  LineSource source;
};

/// Who wrote each line of a file as it stands in what is judged.
struct FileStory {
  std::string path;                        ///< raw bytes
  std::int64_t line = 0;                   ///< 1-based, the one that was asked about; 0: all
  std::vector<CommitAttribution> commits;  ///< those that lines come from, in order of lines
  std::vector<StoryRun> runs;              ///< all lines, in order
};

/// The runs of lines with equal sources.
std::vector<StoryRun> runs_of(const std::vector<LineSource>& lines);

/// `story` reduced to one line, 1-based, and the commits that it comes from; `line` is set.
FileStory story_of_line(const FileStory& story, std::int64_t line);

/// Which of a line's commits says what it counts as: an AI's, else the one with a note about the
/// line, else the last to touch it.
const CommitAttribution& answering_commit(const FileStory& story, const StoryRun& run);

/// What the lines of a run count as.
Origin origin_of(const FileStory& story, const StoryRun& run);

}  // namespace sallyport::core
