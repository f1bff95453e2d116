#include "core/verdict/scan.hpp"

#include "builders.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace sallyport::core::test::scan_test {
namespace {

constexpr std::int64_t k_january_2026 = 1'767'225'600;

FileChange file_of(const std::string& path, std::vector<LineShare> shares) {
  FileChange file;
  file.entry = entry(path, "", "x");
  for (const LineShare& share : shares) {
    file.added += share.lines;
    file.added_bytes += share.bytes;
  }
  file.shares = std::move(shares);
  file.touched_by = {0};
  return file;
}

ScannedCommit scanned(std::vector<FileChange> files, Origin origin, std::size_t parents) {
  Change change;
  change.files = std::move(files);
  change.commits.resize(1);
  change.commits[0].parents.resize(parents);
  change.commits[0].time = util::Time(std::chrono::seconds(k_january_2026));
  Attribution attribution;
  attribution.commits.resize(1);
  attribution.commits[0].origin = origin;
  attribution.commits[0].tool = is_ai(origin) ? "claude-code" : "";
  return scan_commit(std::move(change), attribution, Policy{});
}

TEST_CASE("a scanned commit counts what it introduced, by top-level folder") {
  FileChange nested = file_of("src/deep/a.c", {{0, 0, 10, 100, 1}});
  nested.deleted = 3;

  const auto commit =
      scanned({nested, file_of("src/b.c", {{0, 0, 5, 50, 1}}), file_of("c", {{0, 0, 2, 20, 1}})},
              Origin::ai, 1);

  CHECK(commit.added == 17);
  CHECK(commit.deleted == 3);
  CHECK(commit.lines == LinesByOrigin{17, 0, 0});
  CHECK(commit.attribution.lines == 17);
  CHECK(commit.folders.at("src") == LinesByOrigin{15, 0, 0});
  CHECK(commit.folders.at("") == LinesByOrigin{2, 0, 0});
  CHECK(commit.tools.at("claude-code") == 17);
}

TEST_CASE("lines that a commit only re-indented are added but not its own") {
  const auto commit =
      scanned({file_of("a", {{k_outside, 0, 4, 40, 1}, {0, 0, 1, 10, 5}})}, Origin::ai, 1);

  CHECK(commit.added == 5);
  CHECK(commit.lines == LinesByOrigin{1, 0, 0});
}

TEST_CASE("a merge counts the lines that no parent has, and nothing deleted") {
  FileChange file = file_of("a", {{k_outside, k_outside, 90, 900, 1}, {0, 0, 2, 20, 91}});
  file.deleted = 7;

  const auto commit = scanned({file}, Origin::undeclared, 2);

  CHECK(commit.merge);
  CHECK(commit.added == 2);
  CHECK(commit.deleted == 0);
  CHECK(commit.lines == LinesByOrigin{0, 2, 0});
}

TEST_CASE("a clean merge by a tool is one of its commits, without lines") {
  const auto commit = scanned({}, Origin::ai, 2);

  CHECK(commit.lines.sum() == 0);
  CHECK(commit.tools.at("claude-code") == 0);
}

TEST_CASE("commits add up to months, tools, folders and origins") {
  Scan scan;
  add_commit(scan, scanned({file_of("src/a", {{0, 0, 10, 100, 1}})}, Origin::ai, 1));
  add_commit(scan, scanned({file_of("src/b", {{0, 0, 30, 300, 1}})}, Origin::undeclared, 1));
  ScannedCommit unread = scanned({}, Origin::mixed, 2);
  unread.time -= std::chrono::seconds(1);
  unread.unread = "a blob is missing";
  add_commit(scan, unread);

  CHECK(scan.commits == 3);
  CHECK(scan.merges == 1);
  CHECK(scan.unread == 1);
  CHECK(scan.why_unread == "a blob is missing");
  CHECK(scan.added == 40);
  CHECK(scan.lines == LinesByOrigin{10, 30, 0});
  CHECK(scan.origins.at(Origin::ai) == 1);
  CHECK(scan.origins.at(Origin::mixed) == 1);
  CHECK(scan.months.at("2026-01").commits == 2);
  CHECK(scan.months.at("2026-01").ai_commits == 1);
  CHECK(scan.months.at("2025-12").ai_commits == 1);
  CHECK(scan.tools.at("claude-code").commits == 2);
  CHECK(scan.tools.at("claude-code").lines == 10);
  CHECK(scan.folders.at("src") == LinesByOrigin{10, 30, 0});
}

}  // namespace
}  // namespace sallyport::core::test::scan_test
