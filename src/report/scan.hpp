#pragma once

#include "core/scan.hpp"
#include "report/report.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sallyport::report {

/// What a scan looked at, and what is to be known about it.
struct ScanHeading {
  std::string description;  ///< which commits
  std::string policy;       ///< source of the policy that weighed the evidence
  std::vector<std::string> warnings;
};

/// One element of `commits` in `sallyport.scan/1`, without a LF, so that a history need not be held
/// as values.
std::string render_scanned_commit_json(const core::ScannedCommit& commit);

/// `sallyport.scan/1`, one line of JSON and a LF. `commits` are the rendered ones with commas
/// between them.
std::string render_scan_json(const core::Scan& scan, const ScanHeading& heading,
                             std::string_view commits);

/// One screen: totals, the last months, the tools and the folders with most lines.
std::string render_scan(const core::Scan& scan, const ScanHeading& heading, const TextStyle& style);

/// The tools of a scan, and its folders, those with most lines first, then by name.
std::vector<core::ToolUse> tools_by_lines(const core::Scan& scan);
std::vector<std::pair<std::string, core::LinesByOrigin>> folders_by_lines(const core::Scan& scan);

}  // namespace sallyport::report
