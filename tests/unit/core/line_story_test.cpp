#include "core/origin/line_story.hpp"

#include <catch2/catch.hpp>

namespace sallyport::core::test::line_story_test {
namespace {

/// Lines 1 and 2 by a person, line 3 by an AI and touched by the person, line 4 by the AI.
FileStory four_lines() {
  FileStory story;
  story.path = "src/a.c";
  story.commits.resize(2);
  story.commits[0].subject = "by hand";
  story.commits[1].subject = "generated";
  story.commits[1].origin = Origin::ai;
  story.runs = runs_of({{0, 0}, {0, 0}, {1, 0}, {1, 1}});
  return story;
}

TEST_CASE("consecutive lines from the same commits are one run") {
  const FileStory story = four_lines();

  REQUIRE(story.runs.size() == 3);
  CHECK(story.runs[0].first_line == 1);
  CHECK(story.runs[0].lines == 2);
  CHECK(story.runs[1].first_line == 3);
  CHECK(story.runs[2].first_line == 4);
  CHECK(runs_of({}).empty());
}

TEST_CASE("a line that an AI introduced stays the AI's when a person touches it") {
  const FileStory story = four_lines();

  CHECK(answering_commit(story, story.runs[0]).subject == "by hand");
  CHECK(answering_commit(story, story.runs[1]).subject == "generated");
}

TEST_CASE("a line that an AI touched is the AI's") {
  FileStory story = four_lines();
  story.runs = runs_of({{0, 1}});

  CHECK(answering_commit(story, story.runs[0]).subject == "generated");
}

TEST_CASE("the story of one line has only its commits") {
  const FileStory third = story_of_line(four_lines(), 3);
  const FileStory second = story_of_line(four_lines(), 2);

  CHECK(third.line == 3);
  REQUIRE(third.commits.size() == 2);
  REQUIRE(third.runs.size() == 1);
  CHECK(third.commits[third.runs[0].source.introduced_by].subject == "generated");
  CHECK(third.commits[third.runs[0].source.touched_by].subject == "by hand");
  REQUIRE(second.commits.size() == 1);
  CHECK(second.runs[0].first_line == 2);
  CHECK(second.runs[0].lines == 1);
}

TEST_CASE("a line that the file does not have has no story") {
  CHECK(story_of_line(four_lines(), 5).runs.empty());
  CHECK(story_of_line(four_lines(), 0).runs.empty());
}

TEST_CASE("a line that a note names is an AI's, whoever made the commit") {
  FileStory story = four_lines();
  story.runs = runs_of({{0, 0, 0}, {0, 0}});

  REQUIRE(story.runs.size() == 2);
  CHECK(origin_of(story, story.runs[0]) == Origin::ai);
  CHECK(origin_of(story, story.runs[1]) == Origin::undeclared);
  const FileStory line = story_of_line(story, 1);
  REQUIRE(line.commits.size() == 1);
  CHECK(line.runs.at(0).source.noted_by == 0);
}

TEST_CASE("a line that a person touched is human only where its first author is, too") {
  FileStory story = four_lines();
  story.commits[0].origin = Origin::human;
  story.commits[1].origin = Origin::undeclared;
  story.runs = runs_of({{1, 0}, {0, 0}});
  CHECK(origin_of(story, story.runs[0]) == Origin::undeclared);
  CHECK(origin_of(story, story.runs[1]) == Origin::human);
}

}  // namespace
}  // namespace sallyport::core::test::line_story_test
