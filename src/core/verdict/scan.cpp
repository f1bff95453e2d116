#include "core/verdict/scan.hpp"

#include "core/verdict/measure.hpp"
#include "util/time.hpp"

namespace sallyport::core {
namespace {

constexpr std::size_t k_year_and_month = 7;

std::int64_t lines_touched(const FileChange& file) {
  std::int64_t lines = 0;
  for (const LineShare& share : file.shares) {
    lines += share.touched_by == k_outside ? 0 : share.lines;
  }
  return lines;
}

/// Leaves of `file` what its commit introduced.
void keep_introduced(FileChange& file) {
  std::erase_if(file.shares,
                [](const LineShare& share) { return share.introduced_by == k_outside; });
  file.added = 0;
  file.added_bytes = 0;
  for (const LineShare& share : file.shares) {
    file.added += share.lines;
    file.added_bytes += share.bytes;
  }
}

std::string top_folder(const std::string& path) {
  const auto slash = path.find('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

void add_measures(ScannedCommit& commit, const Measurement& measured) {
  const Metrics& metrics = measured.metrics;
  commit.lines = {metrics.ai, metrics.undeclared, metrics.human};
  commit.attribution.lines = commit.lines.sum();
  commit.attribution.ai = metrics.ai;
  for (const FileAttribution& file : measured.files) {
    const LinesByOrigin lines{file.ai, file.undeclared, file.human};
    if (lines.sum() > 0) {
      commit.folders[top_folder(file.path)] += lines;
    }
  }
  for (const ToolUse& tool : measured.tools) {
    commit.tools[tool.id] += tool.lines;
  }
}

}  // namespace

LinesByOrigin& LinesByOrigin::operator+=(const LinesByOrigin& other) {
  ai += other.ai;
  undeclared += other.undeclared;
  human += other.human;
  return *this;
}

ScannedCommit scan_commit(Change change, const Attribution& attribution, const Policy& policy) {
  ScannedCommit result;
  const Commit& commit = change.commits.at(0);
  result.attribution = attribution.commits.at(0);
  result.time = commit.time;
  result.merge = commit.parents.size() > 1;
  for (FileChange& file : change.files) {
    result.added += result.merge ? lines_touched(file) : file.added;
    result.deleted += result.merge ? 0 : file.deleted;
    keep_introduced(file);
  }
  if (is_ai(result.attribution.origin)) {
    result.tools.emplace(result.attribution.tool, 0);
  }
  add_measures(result, measure(change, attribution, policy, nullptr));
  return result;
}

void add_commit(Scan& scan, const ScannedCommit& commit) {
  scan.commits += 1;
  scan.merges += commit.merge ? 1 : 0;
  scan.unread += commit.unread.empty() ? 0 : 1;
  scan.why_unread = scan.why_unread.empty() ? commit.unread : scan.why_unread;
  scan.added += commit.added;
  scan.deleted += commit.deleted;
  scan.lines += commit.lines;
  scan.origins[commit.attribution.origin] += 1;
  ScannedMonth& month = scan.months[util::to_iso8601(commit.time).substr(0, k_year_and_month)];
  month.commits += 1;
  month.ai_commits += is_ai(commit.attribution.origin) ? 1 : 0;
  month.added += commit.added;
  month.deleted += commit.deleted;
  month.lines += commit.lines;
  for (const auto& [id, lines] : commit.tools) {
    ToolUse& tool = scan.tools[id];
    tool.id = id;
    tool.commits += 1;
    tool.lines += lines;
  }
  for (const auto& [folder, lines] : commit.folders) {
    scan.folders[folder] += lines;
  }
}

}  // namespace sallyport::core
