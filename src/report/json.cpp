#include "report/json_verdict.hpp"
#include "report/report.hpp"
#include "util/columns.hpp"
#include "util/json_write.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::report {

using Json = nlohmann::ordered_json;

Json oid_or_null(const std::optional<core::Oid>& oid) {
  return oid ? Json(core::to_hex(*oid)) : Json(nullptr);
}

Json text_or_null(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

namespace {

constexpr std::size_t k_most_value_characters = 200;

Json texts(const std::vector<std::string>& values) {
  Json array = Json::array();
  for (const std::string& value : values) {
    array.push_back(value);
  }
  return array;
}

Json policy_json(const core::Report& report) {
  if (!report.policy) {
    return nullptr;
  }
  return {{"source", report.policy->source},
          {"sha256", report.policy->sha256},
          {"repo_id", report.policy->repo_id}};
}

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
          {"excluded_files", metrics.excluded_files}};
}

Json tools_json(const std::vector<core::ToolUse>& tools) {
  Json array = Json::array();
  for (const core::ToolUse& tool : tools) {
    array.push_back(Json{{"id", tool.id}, {"commits", tool.commits}, {"lines", tool.lines}});
  }
  return array;
}

Json evidence_json(const core::Evidence& evidence) {
  const std::string value = util::json_text(evidence.value);
  return {{"rule", evidence.rule},
          {"kind", core::to_string(evidence.kind)},
          {"strength", core::to_string(evidence.strength)},
          {"position", core::to_string(evidence.position)},
          {"value", util::first_characters(value, k_most_value_characters)}};
}

}  // namespace

Json commit_json(const core::CommitAttribution& commit) {
  Json evidence = Json::array();
  for (const core::Evidence& piece : commit.evidence) {
    evidence.push_back(evidence_json(piece));
  }
  return {{"id", oid_or_null(commit.id)},
          {"origin", core::to_string(commit.origin)},
          {"tool", text_or_null(commit.tool)},
          {"lines", commit.lines},
          {"ai", commit.ai},
          {"evidence", std::move(evidence)}};
}

namespace {

Json commits_json(const std::vector<core::CommitAttribution>& commits) {
  Json array = Json::array();
  for (const core::CommitAttribution& commit : commits) {
    array.push_back(commit_json(commit));
  }
  return array;
}

Json ranges_json(const std::vector<core::LineRange>& ranges) {
  Json array = Json::array();
  for (const core::LineRange& range : ranges) {
    array.push_back(
        Json{{"first", range.first}, {"last", range.last}, {"tool", text_or_null(range.tool)}});
  }
  return array;
}

/// Only files with lines by AI: a change may have very many others.
Json files_json(const std::vector<core::FileAttribution>& files) {
  Json array = Json::array();
  for (const core::FileAttribution& file : files) {
    if (!file.ai_lines.empty()) {
      array.push_back(
          Json{{"path", file.path}, {"lines", file.ai}, {"ranges", ranges_json(file.ai_lines)}});
    }
  }
  return array;
}

}  // namespace

Json rules_json(const std::vector<core::RuleResult>& rules) {
  Json array = Json::array();
  for (const core::RuleResult& rule : rules) {
    array.push_back(Json{{"name", rule.name},
                         {"source", core::to_string(rule.position)},
                         {"matched", rule.matched},
                         {"because", rule.because}});
  }
  return array;
}

namespace {

Json counted_json(const std::vector<core::CountedRecord>& records) {
  Json array = Json::array();
  for (const core::CountedRecord& record : records) {
    array.push_back(Json{{"signer", record.signer},
                         {"record", record.record},
                         {"rung", core::to_string(record.rung)},
                         {"assurance", core::to_string(record.assurance)}});
  }
  return array;
}

Json ignored_json(const std::vector<core::IgnoredRecord>& records) {
  Json array = Json::array();
  for (const core::IgnoredRecord& record : records) {
    array.push_back(
        Json{{"signer", record.signer}, {"record", record.record}, {"reason", record.reason}});
  }
  return array;
}

Json residual_json(const std::vector<core::Residual>& residuals) {
  Json array = Json::array();
  for (const core::Residual& residual : residuals) {
    array.push_back(Json{{"path", residual.path}, {"why", residual.why}});
  }
  return array;
}

Json rejections_json(const std::vector<core::Objection>& objections) {
  Json array = Json::array();
  for (const core::Objection& objection : objections) {
    array.push_back(Json{{"signer", objection.signer},
                         {"record", objection.record},
                         {"notes", objection.notes},
                         {"path", objection.path}});
  }
  return array;
}

Json waived_json(const std::optional<core::Waived>& waived) {
  return waived ? Json{{"reason", waived->reason},
                       {"ticket", waived->ticket},
                       {"until", util::to_iso8601(waived->until)}}
                : Json();
}

}  // namespace

Json items_json(const std::vector<core::ItemResult>& items) {
  Json array = Json::array();
  for (const core::ItemResult& item : items) {
    array.push_back(Json{{"id", item.id},
                         {"title", item.title},
                         {"level", core::to_string(item.level)},
                         {"status", core::to_string(item.status)},
                         {"required_by", texts(item.required_by)},
                         {"needed", item.needed},
                         {"approvers", texts(item.approvers)},
                         {"counted", counted_json(item.counted)},
                         {"ignored", ignored_json(item.ignored)},
                         {"rejected_by", rejections_json(item.rejected_by)},
                         {"waived", waived_json(item.waived)},
                         {"residual", residual_json(item.residual)}});
  }
  return array;
}

std::string render_json(const core::Report& report, const TextStyle&) {
  const core::Verdict& verdict = report.verdict;
  Json json = {{"schema", "sallyport.verdict/1"},
               {"gate", report.gate},
               {"verdict", core::to_string(verdict.outcome)},
               {"lands", report.lands},
               {"policy", policy_json(report)},
               {"change", change_json(report)},
               {"attribution",
                {{"tools", tools_json(verdict.tools)},
                 {"commits", commits_json(verdict.commits)},
                 {"earlier", commits_json(verdict.earlier)},
                 {"files", files_json(verdict.files)}}},
               {"rules", rules_json(verdict.rules)},
               {"items", items_json(verdict.items)},
               {"next", texts(report.next)},
               {"warnings", texts(verdict.warnings)}};
  if (!report.assumed.empty()) {
    json["assumed"] = texts(report.assumed);
  }
  return util::json_line(json);
}

}  // namespace sallyport::report
