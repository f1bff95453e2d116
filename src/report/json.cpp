#include "report/json.hpp"

#include "report/phrases.hpp"
#include "report/report.hpp"
#include "util/columns.hpp"
#include "util/json_write.hpp"

#include <string>

namespace sallyport::report {
namespace {

constexpr std::size_t k_most_value_characters = 200;

Json lines_json(const core::Metrics& metrics) {
  return {{"added", metrics.added},
          {"deleted", metrics.deleted},
          {"effective", metrics.effective},
          {"ai", metrics.ai},
          {"undeclared", metrics.undeclared},
          {"human", metrics.human},
          {"excluded", metrics.excluded_lines}};
}

Json change_json(const core::Report& report) {
  const core::Metrics& metrics = report.verdict.metrics;
  return {{"target", report.target ? Json(*report.target) : Json(nullptr)},
          {"base", oid_or_null(report.base_commit)},
          {"head", oid_or_null(report.head_commit)},
          {"base_tree", core::to_hex(report.base_tree)},
          {"head_tree", core::to_hex(report.head_tree)},
          {"digest", report.digest},
          {"commits", metrics.commits},
          {"files", metrics.files},
          {"lines", lines_json(metrics)},
          {"ai_files", metrics.ai_files},
          {"opaque_files", metrics.opaque_files},
          {"opaque_bytes", metrics.opaque_bytes},
          {"packed_files", metrics.packed_files},
          {"excluded_files", metrics.excluded_files}};
}

Json evidence_json(const core::Evidence& evidence) {
  const std::string value = util::json_text(evidence.value);
  return {{"rule", evidence.rule},
          {"kind", core::to_string(evidence.kind)},
          {"strength", core::to_string(evidence.strength)},
          {"position", core::to_string(evidence.position)},
          {"value", util::first_characters(value, k_most_value_characters)}};
}

Json range_json(const core::LineRange& range) {
  return {{"first", range.first}, {"last", range.last}, {"tool", text_or_null(range.tool)}};
}

/// Only files with lines by AI: a change may have very many others.
Json files_json(const std::vector<core::FileAttribution>& files) {
  Json array = Json::array();
  for (const core::FileAttribution& file : files) {
    if (!file.ai_lines.empty()) {
      array.push_back(Json{{"path", file.path},
                           {"lines", file.ai},
                           {"ranges", array_of(file.ai_lines, range_json)}});
    }
  }
  return array;
}

Json rule_json(const core::RuleResult& rule) {
  return {{"name", rule.name},
          {"source", core::to_string(rule.position)},
          {"matched", rule.matched},
          {"because", because(rule)}};
}

Json counted_json(const core::CountedRecord& record) {
  return {{"signer", record.signer},
          {"record", record.record},
          {"rung", core::to_string(record.rung)},
          {"assurance", core::to_string(record.assurance)}};
}

Json ignored_json(const core::IgnoredRecord& record) {
  return {{"signer", record.signer}, {"record", record.record}, {"reason", phrase(record.reason)}};
}

Json rejection_json(const core::Objection& objection) {
  return {{"signer", objection.signer},
          {"record", objection.record},
          {"notes", objection.notes},
          {"path", objection.path},
          {"rejected_path", objection.rejected},
          {"same", objection.same}};
}

Json residual_json(const core::Uncovered& path) {
  return {{"path", path.path}, {"why", phrase(path.why)}};
}

Json waived_json(const std::optional<core::Waived>& waived) {
  return waived ? Json{{"reason", waived->reason},
                       {"ticket", waived->ticket},
                       {"until", util::to_iso8601(waived->until)}}
                : Json();
}

Json item_json(const core::ItemResult& item) {
  return {{"id", item.id},
          {"title", item.title},
          {"level", core::to_string(item.level)},
          {"status", core::to_string(item.status)},
          {"required_by", item.required_by},
          {"needed", item.needed},
          {"in_all", item.in_all},
          {"approvers", item.approvers},
          {"counted", array_of(item.counted, counted_json)},
          {"ignored", array_of(item.ignored, ignored_json)},
          {"rejected_by", array_of(item.rejected_by, rejection_json)},
          {"waived", waived_json(item.waived)},
          {"residual", array_of(item.residual, residual_json)}};
}

}  // namespace

Json oid_or_null(const std::optional<core::Oid>& oid) {
  return oid ? Json(core::to_hex(*oid)) : Json(nullptr);
}

Json text_or_null(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json policy_json(const core::PolicyOrigin& policy) {
  return {{"source", policy.source}, {"sha256", policy.sha256}, {"repo_id", policy.repo_id}};
}

Json tool_json(const core::ToolUse& tool) {
  return {{"id", tool.id}, {"commits", tool.commits}, {"lines", tool.lines}};
}

Json commit_json(const core::CommitAttribution& commit) {
  return {{"id", oid_or_null(commit.id)},
          {"origin", core::to_string(commit.origin)},
          {"tool", text_or_null(commit.tool)},
          {"lines", commit.lines},
          {"ai", commit.ai},
          {"evidence", array_of(commit.evidence, evidence_json)}};
}

Json rules_json(const core::Verdict& verdict) {
  return array_of(verdict.rules, rule_json);
}

Json bringer_json(const core::Bringer& bringer) {
  return bringer.is_known() ? Json{{"account", bringer.account},
                                   {"source", bringer.source},
                                   {"people", bringer.people}}
                            : Json(nullptr);
}

Json items_json(const core::Verdict& verdict) {
  return array_of(verdict.items, item_json);
}

std::string render_json(const core::Report& report, const TextStyle&) {
  const core::Verdict& verdict = report.verdict;
  Json json = {{"schema", "sallyport.verdict/1"},
               {"gate", core::to_string(report.gate)},
               {"verdict", core::to_string(verdict.outcome)},
               {"lands", report.lands},
               {"brought_by", bringer_json(report.brought_by)},
               {"policy", report.policy ? policy_json(*report.policy) : Json(nullptr)},
               {"change", change_json(report)},
               {"attribution",
                {{"tools", array_of(verdict.tools, tool_json)},
                 {"commits", array_of(verdict.commits, commit_json)},
                 {"earlier", array_of(verdict.earlier, commit_json)},
                 {"files", files_json(verdict.files)}}},
               {"rules", rules_json(verdict)},
               {"items", items_json(verdict)},
               {"next", report.next},
               {"warnings", warnings_of(report)}};
  if (!report.assumed.empty()) {
    json["assumed"] = report.assumed;
  }
  return util::json_line(std::move(json));
}

}  // namespace sallyport::report
