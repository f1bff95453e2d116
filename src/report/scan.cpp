#include "report/json.hpp"
#include "report/phrases.hpp"
#include "report/report.hpp"
#include "report/text.hpp"
#include "util/columns.hpp"
#include "util/json_write.hpp"
#include "util/text.hpp"
#include "util/time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace sallyport::report {
namespace {

constexpr std::size_t k_most_months = 8;
constexpr std::size_t k_most_rows = 5;
constexpr std::size_t k_name_width = 24;
constexpr std::array k_origins{core::Origin::ai, core::Origin::mixed, core::Origin::automation,
                               core::Origin::undeclared, core::Origin::human};

/// Those with most lines first, then by name.
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

using Folder = std::pair<std::string, core::LinesByOrigin>;
std::vector<Folder> folders_by_lines(const core::Scan& scan) {
  std::vector<Folder> folders(scan.folders.begin(), scan.folders.end());
  std::stable_sort(folders.begin(), folders.end(), [](const auto& left, const auto& right) {
    return left.second.sum() > right.second.sum();
  });
  return folders;
}

std::int64_t commits_from(const core::Scan& scan, core::Origin origin) {
  const auto found = scan.origins.find(origin);
  return found == scan.origins.end() ? 0 : found->second;
}

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
  return padded(util::clip(text, k_name_width), k_name_width);
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

void add_tools(Page& page, const core::ToolTitles& titles, const core::Scan& scan) {
  const std::vector<core::ToolUse> tools = tools_by_lines(scan);
  page.line(Tone::heading, "tool",
            tools.empty() ? "  no marker found"
                          : fmt::format("{:>{}}{:>12}", "commits", k_name_width + 7, "lines"));
  const std::size_t shown = std::min(tools.size(), k_most_rows);
  for (std::size_t i = 0; i < shown; ++i) {
    page.line(fmt::format("  {}{:>9}{:>12}", name_cell(tool_name(titles, tools[i].id)),
                          tools[i].commits, tools[i].lines));
  }
  add_left_out(page, tools.size() - shown, "more tool");
}

void add_folders(Page& page, const core::Scan& scan) {
  const std::vector<Folder> folders = folders_by_lines(scan);
  add_table_head(page, "folder", "");
  const std::size_t shown = std::min(folders.size(), k_most_rows);
  for (std::size_t i = 0; i < shown; ++i) {
    const std::string& name = folders[i].first;
    add_lines_row(page, name.empty() ? "(root)" : util::quote_path(name), "", folders[i].second);
  }
  add_left_out(page, folders.size() - shown, "more folder");
}

Json lines_json(const core::LinesByOrigin& lines) {
  return {{"effective", lines.sum()},
          {"ai", lines.ai},
          {"undeclared", lines.undeclared},
          {"human", lines.human}};
}

Json totals_json(const core::Scan& scan) {
  Json origins = Json::object();
  for (const core::Origin origin : k_origins) {
    origins[std::string(core::to_string(origin))] = commits_from(scan, origin);
  }
  return {{"commits", scan.commits}, {"merges", scan.merges},   {"origins", std::move(origins)},
          {"added", scan.added},     {"deleted", scan.deleted}, {"lines", lines_json(scan.lines)},
          {"unread", scan.unread}};
}

Json month_json(const std::pair<const std::string, core::ScannedMonth>& entry) {
  const auto& [name, month] = entry;
  return {{"month", name},        {"commits", month.commits}, {"ai_commits", month.ai_commits},
          {"added", month.added}, {"deleted", month.deleted}, {"lines", lines_json(month.lines)}};
}

Json folder_json(const Folder& folder) {
  return {{"folder", folder.first}, {"lines", lines_json(folder.second)}};
}

}  // namespace

std::string render_scan(const core::Scan& scan, const ScanHeading& heading,
                        const TextStyle& style) {
  Page page(style);
  page.paragraph("scanned: ", heading.description);
  page.paragraph("policy:  ", heading.policy);
  add_totals(page, scan);
  add_months(page, scan);
  add_tools(page, heading.tool_titles, scan);
  add_folders(page, scan);
  for (const std::string& warning : heading.warnings) {
    page.paragraph("warning: ", warning);
  }
  return page.text();
}

std::string render_scanned_commit_json(const core::ScannedCommit& commit) {
  Json json = commit_json(commit.attribution);
  json["added"] = commit.added;
  json["deleted"] = commit.deleted;
  json["time"] = util::to_iso8601(commit.time);
  std::string line = util::json_line(std::move(json));
  line.pop_back();
  return line;
}

std::string render_scan_json(const core::Scan& scan, const ScanHeading& heading,
                             std::string_view commits) {
  std::string text = util::json_line({{"schema", "sallyport.scan/1"},
                                      {"scanned", heading.description},
                                      {"policy", heading.policy},
                                      {"totals", totals_json(scan)},
                                      {"by_month", array_of(scan.months, month_json)},
                                      {"by_tool", array_of(tools_by_lines(scan), tool_json)},
                                      {"by_folder", array_of(folders_by_lines(scan), folder_json)},
                                      {"warnings", heading.warnings}});
  text.resize(text.size() - std::string_view("}\n").size());
  return text.append(R"(,"commits":[)").append(commits).append("]}\n");
}

}  // namespace sallyport::report
