#include "core/attribute.hpp"
#include "report/explain.hpp"
#include "report/words.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <string>

namespace sallyport::report {
namespace {

std::string id_of(const core::CommitAttribution& commit) {
  return commit.id ? core::abbreviated(*commit.id) : "staged";
}

std::string origin_words(const core::FileStory& story, const core::StoryRun& run) {
  const core::Origin origin = core::origin_of(story, run);
  const std::string& tool = core::answering_commit(story, run).tool;
  const std::string by = core::is_ai(origin) && !tool.empty() ? " by " + tool_name(tool) : "";
  return std::string(core::to_string(origin)) + by;
}

void add_run(Page& page, const core::FileStory& story, const core::StoryRun& run) {
  const core::CommitAttribution& commit = core::answering_commit(story, run);
  const std::string range =
      run.lines == 1 ? std::to_string(run.first_line)
                     : fmt::format("{}-{}", run.first_line, run.first_line + run.lines - 1);
  page.line(Tone::heading, fmt::format("  {:>11}", range),
            fmt::format("  {:<12}  {}: {}", id_of(commit), origin_words(story, run),
                        util::printable(commit.subject)));
}

/// `412 lines, 300 of them by AI`
std::string sum_of(const core::FileStory& story) {
  std::int64_t lines = 0;
  std::int64_t by_ai = 0;
  for (const core::StoryRun& run : story.runs) {
    lines += run.lines;
    by_ai += core::is_ai(core::origin_of(story, run)) ? run.lines : 0;
  }
  return fmt::format("{}, {} of them by AI", util::plural(lines, "line"), by_ai);
}

void add_line(Page& page, const core::FileStory& story, const Explained& explained) {
  const core::StoryRun& run = story.runs.front();
  const core::CommitAttribution& introduced = story.commits.at(run.source.introduced_by);
  const core::CommitAttribution& touched = story.commits.at(run.source.touched_by);
  page.line("counts: " + origin_words(story, run));
  page.line(&introduced == &touched ? "written by:" : "introduced by:");
  add_commit(page, introduced, explained.rules);
  if (&introduced != &touched) {
    page.line("last touched by:");
    add_commit(page, touched, explained.rules);
  }
  const auto noted = run.source.noted_by;
  if (noted && noted != run.source.introduced_by && noted != run.source.touched_by) {
    page.line("an AI's by a note on:");
    add_commit(page, story.commits.at(*noted), explained.rules);
  }
}

}  // namespace

std::string render_story(const Explained& explained, const core::FileStory& story,
                         const TextStyle& style) {
  const core::Report& report = explained.report;
  Page page(TextStyle{.colour = style.colour && !report.by_agent});
  if (!report.selection.empty()) {
    page.paragraph("judged: ", util::printable(report.selection));
  }
  add_origin_of_policy(page, report);
  if (story.line > 0) {
    page.line(fmt::format("line:   {}:{}", util::quote_path(story.path), story.line));
    add_line(page, story, explained);
    return page.text();
  }
  page.line(fmt::format("file:   {}, {}", util::quote_path(story.path), sum_of(story)));
  for (const core::StoryRun& run : story.runs) {
    add_run(page, story, run);
  }
  return page.text();
}

}  // namespace sallyport::report
