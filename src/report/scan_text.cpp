#include "report/page.hpp"
#include "report/scan.hpp"
#include "report/words.hpp"
#include "util/columns.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace sallyport::report {
namespace {

constexpr std::size_t k_most_months = 8;
constexpr std::size_t k_most_rows = 5;
constexpr std::size_t k_name_width = 24;

/// `37 %`, `<1 %` for what is little but there, `-` of nothing.
std::string share(std::int64_t part, std::int64_t whole) {
  if (whole == 0) {
    return "-";
  }
  const std::int64_t percent = part * 100 / whole;
  return part > 0 && percent == 0 ? "<1 %" : fmt::format("{} %", percent);
}

/// `text` cut or filled up to the width of a table's first column.
std::string name_cell(const std::string& text) {
  const std::string cut = util::clip(text, k_name_width);
  return cut + std::string(k_name_width - util::columns(cut), ' ');
}

void add_lines_row(Page& page, const std::string& name, const std::string& commits,
                   const core::LinesByOrigin& lines) {
  page.line(fmt::format("  {}{:>9}{:>12}{:>12}{:>8}", name_cell(name), commits, lines.sum(),
                        lines.ai, share(lines.ai, lines.sum())));
}

void add_table_head(Page& page, std::string_view name, std::string_view commits) {
  page.line(Tone::heading, name,
            fmt::format("{:>{}}{:>12}{:>12}{:>8}", commits, k_name_width + 11 - name.size(),
                        "lines", "by AI", "share"));
}

void add_left_out(Page& page, std::size_t left_out, std::string_view noun) {
  if (left_out > 0) {
    page.line("  and " + util::plural(static_cast<std::int64_t>(left_out), noun));
  }
}

std::int64_t commits_from(const core::Scan& scan, core::Origin origin) {
  const auto found = scan.origins.find(origin);
  return found == scan.origins.end() ? 0 : found->second;
}

void add_totals(Page& page, const core::Scan& scan) {
  page.line(fmt::format(
      "commits: {} ({}); {} ai, {} mixed, {} automation, {} undeclared", scan.commits,
      util::plural(scan.merges, "merge"), commits_from(scan, core::Origin::ai),
      commits_from(scan, core::Origin::mixed), commits_from(scan, core::Origin::automation),
      commits_from(scan, core::Origin::undeclared)));
  page.line(fmt::format("lines:   {} added, {} deleted", scan.added, scan.deleted));
  page.line(Tone::heading, fmt::format("by AI:   {}", share(scan.lines.ai, scan.lines.sum())),
            fmt::format(", {} of {} effective lines; {} undeclared, {} human", scan.lines.ai,
                        scan.lines.sum(), scan.lines.undeclared, scan.lines.human));
}

void add_months(Page& page, const core::Scan& scan) {
  add_table_head(page, "month", "commits");
  const std::size_t skipped = scan.months.size() - std::min(scan.months.size(), k_most_months);
  auto month = std::next(scan.months.begin(), static_cast<std::ptrdiff_t>(skipped));
  for (; month != scan.months.end(); ++month) {
    add_lines_row(page, month->first, std::to_string(month->second.commits), month->second.lines);
  }
  add_left_out(page, skipped, "earlier month");
}

void add_tools(Page& page, const core::Scan& scan) {
  const std::vector<core::ToolUse> tools = tools_by_lines(scan);
  page.line(Tone::heading, "tool",
            tools.empty() ? "  no marker found"
                          : fmt::format("{:>{}}{:>12}", "commits", k_name_width + 7, "lines"));
  for (std::size_t i = 0; i < std::min(tools.size(), k_most_rows); ++i) {
    page.line(fmt::format("  {}{:>9}{:>12}", name_cell(util::printable(tool_name(tools[i].id))),
                          tools[i].commits, tools[i].lines));
  }
  add_left_out(page, tools.size() - std::min(tools.size(), k_most_rows), "more tool");
}

void add_folders(Page& page, const core::Scan& scan) {
  const auto folders = folders_by_lines(scan);
  add_table_head(page, "folder", "");
  for (std::size_t i = 0; i < std::min(folders.size(), k_most_rows); ++i) {
    const std::string& name = folders[i].first;
    add_lines_row(page, name.empty() ? "(root)" : util::quote_path(name), "", folders[i].second);
  }
  add_left_out(page, folders.size() - std::min(folders.size(), k_most_rows), "more folder");
}

}  // namespace

std::vector<core::ToolUse> tools_by_lines(const core::Scan& scan) {
  std::vector<core::ToolUse> tools;
  tools.reserve(scan.tools.size());
  for (const auto& [id, tool] : scan.tools) {
    tools.push_back(tool);
  }
  std::stable_sort(tools.begin(), tools.end(),
                   [](const auto& left, const auto& right) { return left.lines > right.lines; });
  return tools;
}

std::vector<std::pair<std::string, core::LinesByOrigin>> folders_by_lines(const core::Scan& scan) {
  std::vector<std::pair<std::string, core::LinesByOrigin>> folders(scan.folders.begin(),
                                                                   scan.folders.end());
  std::stable_sort(folders.begin(), folders.end(), [](const auto& left, const auto& right) {
    return left.second.sum() > right.second.sum();
  });
  return folders;
}

std::string render_scan(const core::Scan& scan, const ScanHeading& heading,
                        const TextStyle& style) {
  Page page(style);
  page.paragraph("scanned: ", util::printable(heading.description));
  page.paragraph("policy:  ", util::printable(heading.policy));
  add_totals(page, scan);
  add_months(page, scan);
  add_tools(page, scan);
  add_folders(page, scan);
  for (const std::string& warning : heading.warnings) {
    page.paragraph("warning: ", util::printable(warning));
  }
  return page.text();
}

}  // namespace sallyport::report
