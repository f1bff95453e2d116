#include "report/json_verdict.hpp"
#include "report/scan.hpp"
#include "util/json_write.hpp"
#include "util/time.hpp"

#include <array>
#include <nlohmann/json.hpp>

namespace sallyport::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array k_origins{core::Origin::ai, core::Origin::mixed, core::Origin::automation,
                               core::Origin::undeclared, core::Origin::human};

Json lines_json(const core::LinesByOrigin& lines) {
  return {{"effective", lines.sum()},
          {"ai", lines.ai},
          {"undeclared", lines.undeclared},
          {"human", lines.human}};
}

Json totals_json(const core::Scan& scan) {
  Json origins = Json::object();
  for (const core::Origin origin : k_origins) {
    const auto found = scan.origins.find(origin);
    origins[std::string(core::to_string(origin))] = found == scan.origins.end() ? 0 : found->second;
  }
  return {{"commits", scan.commits}, {"merges", scan.merges},   {"origins", std::move(origins)},
          {"added", scan.added},     {"deleted", scan.deleted}, {"lines", lines_json(scan.lines)},
          {"unread", scan.unread}};
}

Json months_json(const core::Scan& scan) {
  Json array = Json::array();
  for (const auto& [name, month] : scan.months) {
    array.push_back(Json{{"month", name},
                         {"commits", month.commits},
                         {"ai_commits", month.ai_commits},
                         {"added", month.added},
                         {"deleted", month.deleted},
                         {"lines", lines_json(month.lines)}});
  }
  return array;
}

Json tools_json(const core::Scan& scan) {
  Json array = Json::array();
  for (const core::ToolUse& tool : tools_by_lines(scan)) {
    array.push_back(Json{{"id", tool.id}, {"commits", tool.commits}, {"lines", tool.lines}});
  }
  return array;
}

Json folders_json(const core::Scan& scan) {
  Json array = Json::array();
  for (const auto& [folder, lines] : folders_by_lines(scan)) {
    array.push_back(Json{{"folder", folder}, {"lines", lines_json(lines)}});
  }
  return array;
}

}  // namespace

std::string render_scanned_commit_json(const core::ScannedCommit& commit) {
  Json json = commit_json(commit.attribution);
  json["added"] = commit.added;
  json["deleted"] = commit.deleted;
  json["time"] = util::to_iso8601(commit.time);
  std::string line = util::json_line(json);
  line.pop_back();
  return line;
}

std::string render_scan_json(const core::Scan& scan, const ScanHeading& heading,
                             std::string_view commits) {
  Json warnings = Json::array();
  for (const std::string& warning : heading.warnings) {
    warnings.push_back(warning);
  }
  const Json json = {{"schema", "sallyport.scan/1"},    {"scanned", heading.description},
                     {"policy", heading.policy},        {"totals", totals_json(scan)},
                     {"by_month", months_json(scan)},   {"by_tool", tools_json(scan)},
                     {"by_folder", folders_json(scan)}, {"warnings", std::move(warnings)}};
  std::string text = util::json_line(json);
  text.resize(text.size() - std::string_view("}\n").size());
  return text.append(R"(,"commits":[)").append(commits).append("]}\n");
}

}  // namespace sallyport::report
