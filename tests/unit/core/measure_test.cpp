#include "core/verdict/measure.hpp"

#include "builders.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace sallyport::core::test::measure_test {
namespace {

/// Three commits: an AI's (0), an undeclared one (1), one declared human (2).
Attribution three_origins() {
  Attribution attribution;
  attribution.commits.resize(3);
  attribution.commits[0].origin = Origin::ai;
  attribution.commits[0].tool = "claude-code";
  attribution.commits[2].origin = Origin::human;
  return attribution;
}

Measurement measured(const std::vector<FileChange>& files, const Policy& policy = {},
                     const Attribution& attribution = three_origins()) {
  Change change;
  change.files = files;
  change.commits.resize(attribution.commits.size());
  return measure(change, attribution, policy, nullptr);
}

FileChange sized(std::int64_t lines, std::int64_t bytes) {
  FileChange file;
  file.entry = entry("a", "", "x");
  file.added = lines;
  file.added_bytes = bytes;
  return file;
}

FileChange shared(std::int64_t lines, std::int64_t bytes, std::vector<LineShare> shares) {
  FileChange file = sized(lines, bytes);
  file.shares = std::move(shares);
  return file;
}

FileChange deleted_file(const std::string& path) {
  FileChange file;
  file.entry = entry(path, "text", "");
  file.deleted = 100;
  return file;
}

TEST_CASE("effective lines are lines or a fortieth of the bytes rounded up") {
  CHECK(effective_lines(sized(0, 0)) == 0);
  CHECK(effective_lines(sized(10, 400)) == 10);
  CHECK(effective_lines(sized(10, 401)) == 11);
  CHECK(effective_lines(sized(1, 1)) == 1);
  CHECK(effective_lines(sized(1, 100000)) == 2500);
  CHECK(effective_lines(sized(500, 5000)) == 500);
}

TEST_CASE("lines go to the origin of the commit that introduced them") {
  const auto all = measured({added_file("a", 10, 0), added_file("b", 20, 1), added_file("c", 5, 2),
                             added_file("d", 3, k_outside)});
  CHECK(all.metrics.ai == 10);
  CHECK(all.metrics.undeclared == 23);
  CHECK(all.metrics.human == 5);
  CHECK(all.metrics.effective == 38);
  CHECK(all.metrics.files == 4);
  CHECK(all.metrics.commits == 3);
  CHECK(all.metrics.added == 38);
  CHECK(all.commit_lines == std::vector<std::int64_t>{10, 20, 5});
  CHECK(all.commit_ai_lines == std::vector<std::int64_t>{10, 0, 0});
}

TEST_CASE("a reformatting commit does not launder and an AI's edit does not either") {
  const auto by_ai = measured({shared(8, 80, {{0, 2, 5, 50}, {2, 0, 3, 30}})});
  CHECK(by_ai.metrics.ai == 8);
  CHECK(by_ai.metrics.human == 0);
  CHECK(by_ai.commit_lines == std::vector<std::int64_t>{8, 0, 0});
}

TEST_CASE("a human declaration covers a line only when both of its commits are human") {
  CHECK(measured({shared(4, 40, {{2, 2, 4, 40}})}).metrics.human == 4);
  CHECK(measured({shared(4, 40, {{k_outside, 2, 4, 40}})}).metrics.human == 4);
  CHECK(measured({shared(4, 40, {{1, 2, 4, 40}})}).metrics.undeclared == 4);
  CHECK(measured({shared(4, 40, {{2, 1, 4, 40}})}).metrics.undeclared == 4);
}

TEST_CASE("each file tells its AI lines by place, runs of one tool together") {
  Attribution attribution = three_origins();
  attribution.commits[1].origin = Origin::ai;
  attribution.commits[1].tool = "cursor";
  const FileChange file = shared(
      9, 90,
      {{0, 0, 2, 20, 1}, {0, 0, 1, 10, 3}, {1, 1, 2, 20, 4}, {2, 2, 1, 10, 6}, {0, 0, 3, 30, 8}});
  const Measurement measurement = measured({file}, {}, attribution);
  REQUIRE(measurement.files.size() == 1);
  const FileAttribution& shown = measurement.files[0];
  CHECK(shown.path == "a");
  CHECK(shown.ai == 8);
  CHECK(shown.human == 1);
  CHECK(shown.touched_by_ai);
  REQUIRE(shown.ai_lines.size() == 3);
  CHECK(shown.ai_lines[0].first == 1);
  CHECK(shown.ai_lines[0].last == 3);
  CHECK(shown.ai_lines[0].tool == "claude-code");
  CHECK(shown.ai_lines[1].tool == "cursor");
  CHECK(shown.ai_lines[2].first == 8);
  CHECK(shown.ai_lines[2].last == 10);
}

TEST_CASE("shares of bytes are rounded in favour of AI") {
  const auto packed = measured({shared(2, 90, {{0, 0, 1, 41}, {1, 1, 1, 49}})});
  CHECK(packed.metrics.effective == 3);
  CHECK(packed.metrics.ai == 2);
  CHECK(packed.metrics.undeclared == 1);
  const auto sliver = measured({shared(2, 400, {{0, 0, 1, 1}, {1, 1, 1, 399}})});
  CHECK(sliver.metrics.ai == 1);
  CHECK(sliver.metrics.undeclared == 9);
  const auto undeclared_first = measured({shared(2, 90, {{2, 2, 1, 89}, {1, 1, 1, 1}})});
  CHECK(undeclared_first.metrics.undeclared == 1);
  CHECK(undeclared_first.metrics.human == 2);
}

TEST_CASE("lines that no share covers come from outside the change") {
  const auto result = measured({shared(10, 100, {{0, 0, 4, 40}})});
  CHECK(result.metrics.ai == 4);
  CHECK(result.metrics.undeclared == 6);
  CHECK(result.commit_lines == std::vector<std::int64_t>{4, 0, 0});
}

TEST_CASE("a policy may hold undeclared lines to be AI and then only a declaration frees them") {
  Policy wary;
  wary.undeclared = Undeclared::ai;
  const auto result =
      measured({added_file("a", 10, 0), added_file("b", 20, 1), added_file("c", 5, 2)}, wary);
  CHECK(result.metrics.ai == 30);
  CHECK(result.metrics.undeclared == 0);
  CHECK(result.metrics.human == 5);
  REQUIRE(result.tools.size() == 1);
  CHECK(result.tools[0].lines == 10);
}

TEST_CASE("excluded files are listed with their lines and count nowhere else") {
  Policy policy;
  policy.exclude_paths = {"vendor/**"};
  auto vendored = added_file("vendor/lib.js", 300, 0);
  vendored.opaque = true;
  auto lock = added_file("Cargo.lock", 200, 0);
  lock.lock_file = true;
  const auto result = measured({vendored, lock, added_file("a", 10, 0)}, policy);
  CHECK(result.metrics.excluded_files == 2);
  CHECK(result.metrics.excluded_lines == 500);
  CHECK(result.metrics.opaque_files == 0);
  CHECK(result.metrics.ai == 10);
  CHECK(result.metrics.effective == 10);
  CHECK(result.metrics.files == 3);
  CHECK(result.metrics.ai_files == 3);

  policy.exclude_lock_files = false;
  CHECK(measured({lock}, policy).metrics.ai == 200);
  CHECK(measured({lock}, policy).metrics.excluded_files == 0);
}

TEST_CASE("exclusion is by the exact case of a path") {
  Policy policy;
  policy.exclude_paths = {"vendor/**"};
  CHECK(measured({added_file("Vendor/lib.js", 300, 0)}, policy).metrics.ai == 300);
}

TEST_CASE("an opaque file counts by files and bytes") {
  FileChange image;
  image.entry = entry("logo.png", "", "png");
  image.opaque = true;
  image.opaque_bytes = 52000;
  image.touched_by = {0};
  const auto result = measured({image});
  CHECK(result.metrics.opaque_files == 1);
  CHECK(result.metrics.opaque_bytes == 52000);
  CHECK(result.metrics.effective == 0);
  CHECK(result.metrics.ai_files == 1);
}

TEST_CASE("a counted file that only moved adds no lines") {
  auto moved = added_file("new", 100, 0);
  moved.moved_from = "old";
  moved.shares.front().moved = true;
  const auto result = measured({moved, deleted_file("old")});
  CHECK(result.metrics.effective == 0);
  CHECK(result.metrics.files == 2);
  CHECK(result.metrics.deleted == 100);
  CHECK(result.metrics.ai_files == 1);
}

TEST_CASE("of a file that was moved with changes only these count") {
  auto moved = added_file("new", 100, 0);
  moved.moved_from = "old";
  moved.shares = {{k_outside, k_outside, 99, 990}, {0, 0, 1, 10, 100}};
  moved.shares.front().moved = true;
  const auto result = measured({moved, deleted_file("old")});
  CHECK(result.metrics.ai == 1);
  CHECK(result.metrics.effective == 1);
  CHECK(result.metrics.added == 100);
  CHECK(result.metrics.removed == 1);
}

TEST_CASE("what people wrote that landed and is brought back adds no lines") {
  auto file = added_file("a", 30, 1);
  file.shares = {{3, 1, 10, 100}, {4, 1, 10, 100, 11}, {5, 1, 10, 100, 21}};
  Attribution attribution = three_origins();
  attribution.earlier.resize(3);
  attribution.earlier[0].landed = true;
  attribution.earlier[1].landed = true;
  attribution.earlier[1].origin = Origin::ai;
  Change change;
  change.files = {file};
  change.commits.resize(3);
  change.earlier.resize(3);
  const auto metrics = measure(change, attribution, {}, {}).metrics;
  CHECK(metrics.ai == 10);
  CHECK(metrics.effective == 20);
}

TEST_CASE("what comes out of an excluded or opaque file counts in full") {
  auto moved = added_file("src/new", 100, 0);
  moved.moved_from = "vendor/old";
  moved.shares.front().moved = true;
  Policy policy;
  policy.exclude_paths = {"vendor/**"};
  CHECK(measured({moved, deleted_file("vendor/old")}, policy).metrics.ai == 100);

  auto opaque = deleted_file("vendor/old");
  opaque.opaque = true;
  CHECK(measured({moved, opaque}).metrics.ai == 100);

  auto lock = deleted_file("vendor/old");
  lock.lock_file = true;
  CHECK(measured({moved, lock}).metrics.ai == 100);
}

TEST_CASE("a move is seen though a filter leaves the deleted side out") {
  Change change;
  auto moved = added_file("new", 100, 0);
  moved.moved_from = "old";
  moved.shares.front().moved = true;
  change.files = {moved, deleted_file("old")};
  change.commits.resize(3);
  const auto part = measure(change, three_origins(), {},
                            [](const FileChange& file) { return file.entry.path == "new"; });
  CHECK(part.metrics.files == 1);
  CHECK(part.metrics.effective == 0);
}

TEST_CASE("an entry that an AI commit touched at all is an AI file") {
  auto deleted = deleted_file("gone");
  deleted.touched_by = {0, 1};
  auto by_people = added_file("b", 20, 1);
  by_people.touched_by = {1, 2};
  const auto result = measured({deleted, by_people});
  CHECK(result.metrics.ai_files == 1);
  REQUIRE(result.tools.size() == 1);
  CHECK(result.tools[0].id == "claude-code");
  CHECK(result.tools[0].commits == 1);
  CHECK(result.tools[0].lines == 0);
}

TEST_CASE("tools are listed by lines and then by id") {
  Attribution attribution;
  attribution.commits.resize(4);
  const std::vector<std::string> tools{"cursor", "base44", "lovable", "cursor"};
  for (std::size_t i = 0; i < tools.size(); ++i) {
    attribution.commits[i].origin = i == 1 ? Origin::mixed : Origin::ai;
    attribution.commits[i].tool = tools[i];
  }
  const auto result = measured(
      {added_file("a", 4, 0), added_file("b", 7, 1), added_file("c", 7, 2), added_file("d", 5, 3)},
      {}, attribution);
  REQUIRE(result.tools.size() == 3);
  CHECK(result.tools[0].id == "cursor");
  CHECK(result.tools[0].lines == 9);
  CHECK(result.tools[0].commits == 2);
  CHECK(result.tools[1].id == "base44");
  CHECK(result.tools[2].id == "lovable");
}

TEST_CASE("a whole change that is declared to be AI takes the lines from outside too") {
  Attribution attribution = three_origins();
  attribution.outside = Origin::ai;
  const auto result = measured({added_file("a", 10, k_outside)}, {}, attribution);
  CHECK(result.metrics.ai == 10);
  CHECK(result.tools.empty());
}

}  // namespace
}  // namespace sallyport::core::test::measure_test
