#include "report/findings.hpp"
#include "report/markdown.hpp"
#include "report/phrases.hpp"
#include "report/report.hpp"
#include "util/encoding.hpp"
#include "util/json_write.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

namespace sallyport::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t k_most_results = 5000;
constexpr std::size_t k_most_related = 20;

/// SARIF 2.1.0 §3.27.10
std::string_view level_of(const core::Report& report) {
  return report.verdict.outcome == core::Outcome::warn ? "warning" : "error";
}

/// Viewers show messages as they are.
Json message(std::string_view text) {
  return {{"text", util::printable(text)}};
}

std::string rule_id(const core::ItemResult& item) {
  return "sallyport/" + util::printable(item.id);
}

Json item_rule(const core::Report& report, const core::ItemResult& item) {
  const std::string title = one_line(item.title);
  const std::string text = one_line(item.text);
  const std::string help = util::join(instructions(report, item), "\n") + "\n";
  return {{"id", rule_id(item)},
          {"name", util::printable(item.id)},
          {"shortDescription", message(title.empty() ? item.id : title)},
          {"fullDescription", message(text.empty() ? "A review that the policy asks for." : text)},
          {"help", {{"text", help}, {"markdown", item_markdown(report, item)}}},
          {"defaultConfiguration", {{"level", level_of(report)}}}};
}

/// The names of a policy's rules are unique only within one of its files.
Json policy_rule(const core::Report& report, const core::RuleResult& rule) {
  const std::string name = one_line(rule.name);
  const std::string why =
      fmt::format("{}: {}", core::to_string(rule.position), one_line(because(rule)));
  return {{"id", fmt::format("sallyport/rule/{}", util::percent_encode(name))},
          {"name", name},
          {"shortDescription", message(name)},
          {"fullDescription", message("A rule of the policy asks for reviews. " + why)},
          {"help", message(why)},
          {"defaultConfiguration", {{"level", level_of(report)}}}};
}

/// What a result may point to, first of all the open items: a result's `ruleIndex` is the place of
/// its item.
Json rules_json(const core::Report& report) {
  Json rules = Json::array();
  for (const core::ItemResult* item : open_items(report.verdict)) {
    rules.push_back(item_rule(report, *item));
  }
  for (const core::RuleResult* rule : matched_rules(report.verdict)) {
    rules.push_back(policy_rule(report, *rule));
  }
  return rules;
}

Json location(const Finding& finding, const core::LineRange* range) {
  Json place = {{"artifactLocation",
                 {{"uri", util::percent_encode(finding.path())}, {"uriBaseId", "%SRCROOT%"}}}};
  if (range != nullptr) {
    place["region"] = {{"startLine", range->first}, {"endLine", range->last}};
  }
  return {{"physicalLocation", std::move(place)}};
}

/// The other AI lines of the file. Viewers show the first of `locations` only, and these beside it.
Json related_locations(const core::Report& report, const Finding& finding) {
  Json related = Json::array();
  for (const core::LineRange& range : finding.file->ai_lines) {
    if (&range == finding.main_range() || related.size() == k_most_related) {
      continue;
    }
    Json place = location(finding, &range);
    place["id"] = related.size() + 1;
    place["message"] = message(
        range.tool.empty() ? "Also by AI" : "Also by " + tool_name(report.tool_titles, range.tool));
    related.push_back(std::move(place));
  }
  return related;
}

Json result_json(const core::Report& report, const Finding& finding, const std::string& note) {
  Json result = {{"ruleId", rule_id(*finding.item)},
                 {"level", level_of(report)},
                 {"message", message(finding_phrase(report.tool_titles, finding) + note)},
                 {"locations", Json::array({location(finding, finding.main_range())})}};
  if (finding.file != nullptr && finding.file->ai_lines.size() > 1) {
    result["relatedLocations"] = related_locations(report, finding);
  }
  result["partialFingerprints"] = {{"sallyportItemAndPath/v1", finding.fingerprint()}};
  return result;
}

Json results_json(const core::Report& report) {
  std::unordered_map<const core::ItemResult*, std::size_t> index;
  for (const core::ItemResult* item : open_items(report.verdict)) {
    index.emplace(item, index.size());
  }
  const Findings findings = find_open(report.verdict, k_most_results);
  Json results = Json::array();
  for (const Finding& finding : findings.shown) {
    const bool last = &finding == &findings.shown.back();
    results.push_back(result_json(report, finding, last ? left_out_phrase(findings) : ""));
    results.back()["ruleIndex"] = index.at(finding.item);
  }
  return results;
}

/// Whether the verdict could be reached, with the warnings about how (SARIF 2.1.0 §3.20).
Json invocation(const core::Report& report) {
  const bool failed = report.verdict.outcome == core::Outcome::error;
  const bool told_by_results = passes(report.verdict) || !open_items(report.verdict).empty();
  Json notifications = Json::array();
  if (failed || !told_by_results) {
    notifications.push_back({{"level", "error"}, {"message", message(headline(report))}});
  }
  for (const std::string& warning : warnings_of(report)) {
    notifications.push_back({{"level", "warning"}, {"message", message(one_line(warning))}});
  }
  return {{"executionSuccessful", !failed},
          {"toolExecutionNotifications", std::move(notifications)}};
}

Json run_json(const core::Report& report) {
  return {{"tool",
           {{"driver",
             {{"name", "sallyport"},
              {"version", SALLYPORT_VERSION},
              {"semanticVersion", SALLYPORT_VERSION},
              {"rules", rules_json(report)}}}}},
          {"invocations", Json::array({invocation(report)})},
          {"automationDetails", {{"id", check_name(report) + "/"}}},
          {"originalUriBaseIds",
           {{"%SRCROOT%", {{"description", message("The root of the repository.")}}}}},
          {"results", results_json(report)},
          {"properties",
           {{"verdict", core::to_string(report.verdict.outcome)},
            {"headline", headline(report)},
            {"size", size_and_limit(report)},
            {"changeDigest", report.digest}}}};
}

}  // namespace

std::string render_sarif(const core::Report& report, const TextStyle&) {
  return util::json_line({{"$schema",
                           "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
                           "sarif-schema-2.1.0.json"},
                          {"version", "2.1.0"},
                          {"runs", Json::array({run_json(report)})}});
}

}  // namespace sallyport::report
