#include "core/attribute.hpp"
#include "report/explain.hpp"
#include "report/json_verdict.hpp"
#include "util/json_write.hpp"

#include <nlohmann/json.hpp>
#include <vector>

namespace sallyport::report {
namespace {

using Json = nlohmann::ordered_json;

/// The commit as in a verdict, each piece of evidence with its weight, and where its rule is from.
Json explained_json(const core::CommitAttribution& commit, const DetectRules& rules) {
  Json json = commit_json(commit);
  for (std::size_t i = 0; i < commit.evidence.size(); ++i) {
    const auto rule = rules.find(commit.evidence[i].rule);
    const bool known = rule != rules.end();
    Json& evidence = json["evidence"][i];
    evidence["source"] = text_or_null(known ? rule->second.source : "");
    evidence["opt_out"] = text_or_null(known ? rule->second.opt_out : "");
    evidence["weight"] = weight_of(commit, commit.evidence[i]);
  }
  return json;
}

Json explained_json(const std::vector<core::CommitAttribution>& commits, const DetectRules& rules) {
  Json array = Json::array();
  for (const core::CommitAttribution& commit : commits) {
    array.push_back(explained_json(commit, rules));
  }
  return array;
}

Json run_json(const core::FileStory& story, const core::StoryRun& run) {
  const core::Origin origin = core::origin_of(story, run);
  const core::CommitAttribution& answering = core::answering_commit(story, run);
  return {{"first_line", run.first_line},
          {"last_line", run.first_line + run.lines - 1},
          {"origin", core::to_string(origin)},
          {"tool", text_or_null(core::is_ai(origin) ? answering.tool : "")},
          {"introduced_by", oid_or_null(story.commits.at(run.source.introduced_by).id)},
          {"touched_by", oid_or_null(story.commits.at(run.source.touched_by).id)},
          {"noted_by", run.source.noted_by ? oid_or_null(story.commits.at(*run.source.noted_by).id)
                                           : Json(nullptr)}};
}

}  // namespace

std::string render_explanation_json(const Explained& explained) {
  const core::Verdict& verdict = explained.report.verdict;
  return util::json_line({{"schema", "sallyport.explain/1"},
                          {"commits", explained_json(verdict.commits, explained.rules)},
                          {"earlier", explained_json(verdict.earlier, explained.rules)},
                          {"rules", rules_json(verdict.rules)},
                          {"items", items_json(verdict.items)}});
}

std::string render_story_json(const Explained& explained, const core::FileStory& story) {
  Json runs = Json::array();
  for (const core::StoryRun& run : story.runs) {
    runs.push_back(run_json(story, run));
  }
  return util::json_line({{"schema", "sallyport.explain/1"},
                          {"path", story.path},
                          {"line", story.line == 0 ? Json(nullptr) : Json(story.line)},
                          {"runs", std::move(runs)},
                          {"commits", explained_json(story.commits, explained.rules)}});
}

}  // namespace sallyport::report
