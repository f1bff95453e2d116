#include "core/origin/attribute.hpp"
#include "report/json.hpp"
#include "report/phrases.hpp"
#include "report/report.hpp"
#include "report/text.hpp"
#include "util/json_write.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <string>

namespace sallyport::report {
namespace {

bool is_about_lines(const core::Evidence& evidence) {
  return evidence.position == core::Position::note;
}

/// The evidence that gave `commit` its origin and tool: the first of the strongest. Null where it
/// is not by AI, or only declared to be.
const core::Evidence* deciding_evidence(const core::CommitAttribution& commit) {
  const core::Evidence* strongest = nullptr;
  for (const core::Evidence& evidence : commit.evidence) {
    if (!is_about_lines(evidence) &&
        (strongest == nullptr || evidence.strength > strongest->strength)) {
      strongest = &evidence;
    }
  }
  const bool decided =
      core::is_ai(commit.origin) && strongest != nullptr && strongest->tool == commit.tool;
  return decided ? strongest : nullptr;
}

/// What a piece of the evidence of `commit` was worth beside the one that decided.
std::string_view weight_of(const core::CommitAttribution& commit, const core::Evidence& evidence) {
  if (is_about_lines(evidence) && !core::is_ai(commit.origin) && !commit.tool.empty()) {
    return "counted for the lines that it names";
  }
  const core::Evidence* const deciding = deciding_evidence(commit);
  if (deciding == nullptr) {
    return "not counted, weaker than the policy asks for";
  }
  return evidence.strength == deciding->strength ? "counted" : "weaker than what decided";
}

/// What a commit's origin rests on besides its evidence; empty: nothing.
std::string_view declaration(const core::CommitAttribution& commit) {
  if (commit.origin == core::Origin::human) {
    return "declared to be human";
  }
  const bool declared = core::is_ai(commit.origin) && deciding_evidence(commit) == nullptr;
  return declared ? "declared to be by AI" : "";
}

void add_source(Page& page, const DetectRules& rules, const std::string& id) {
  const auto rule = rules.find(id);
  if (rule == rules.end()) {
    return;
  }
  if (!rule->second.source.empty()) {
    page.paragraph("    seen in   ", rule->second.source);
  }
  if (!rule->second.opt_out.empty()) {
    page.paragraph("    left out  ", rule->second.opt_out);
  }
}

void add_evidence(Page& page, const core::CommitAttribution& commit,
                  const core::Evidence& evidence) {
  page.line(fmt::format("  {}: {}", evidence.rule, weight_of(commit, evidence)));
  page.line(fmt::format("    {}, {}, at {}: {}", core::to_string(evidence.kind),
                        core::to_string(evidence.strength), core::to_string(evidence.position),
                        evidence.value));
}

std::string id_of(const core::CommitAttribution& commit) {
  return commit.id ? core::abbreviated(*commit.id) : "staged";
}

/// A commit with its evidence.
void add_commit(Page& page, const Explained& explained, const core::CommitAttribution& commit) {
  page.line(Tone::heading, id_of(commit),
            fmt::format("  {}, {}  {}", origin_phrase(explained.report.tool_titles, commit),
                        util::plural(commit.lines, "line"), commit.subject));
  if (commit.evidence.empty()) {
    page.line("  no marker found");
  }
  if (const std::string_view declared = declaration(commit); !declared.empty()) {
    page.line(fmt::format("  {}", declared));
  }
  for (const core::Evidence& evidence : commit.evidence) {
    add_evidence(page, commit, evidence);
    add_source(page, explained.rules, evidence.rule);
  }
}

void add_item(Page& page, const core::ItemResult& item) {
  page.line(
      is_open(item.status) ? Tone::bad : Tone::good, "  " + item.id,
      fmt::format(" ({}): {}, by {}", item.title, core::to_string(item.status), answerers(item)));
  if (!item.required_by.empty()) {
    page.paragraph("    asked by  ", util::join(item.required_by, ", "));
  }
  for (const core::CountedRecord& record : item.counted) {
    page.line(fmt::format("    counts    {} by {}: {}, {}", short_record(record.record),
                          record.signer, core::to_string(record.rung),
                          core::to_string(record.assurance)));
  }
  for (const core::IgnoredRecord& record : item.ignored) {
    page.paragraph("    ignored   ", fmt::format("{} by {}: {}", short_record(record.record),
                                                 record.signer, phrase(record.reason)));
  }
  for (const std::string& words : standing_phrases(item)) {
    page.paragraph("    ", words);
  }
  for (const core::Uncovered& path : item.residual) {
    page.line(fmt::format("    not held  {}: {}", util::quote_path(path.path), phrase(path.why)));
  }
  if (const std::string missing = shortfall_phrase(item); !missing.empty()) {
    page.paragraph("    to land   ", missing);
  }
}

/// How the policy was found.
void add_policy(Page& page, const core::Report& report) {
  if (!report.policy) {
    page.line("policy: none");
    return;
  }
  page.paragraph("policy: ", report.policy->source);
  add_bootstrap(page, "        ", report);
}

void add_passed_over(Page& page, const std::vector<PassedOver>& files) {
  if (files.empty()) {
    return;
  }
  page.line(Tone::heading, "passed over in the log:",
            fmt::format(" {}, no records of the policy's people",
                        util::plural(std::ssize(files), "file")));
  for (const PassedOver& file : files) {
    if (!file.reason.empty()) {
      page.paragraph("  ", fmt::format("{}: {}", util::quote_path(file.path), file.reason));
    }
  }
}

std::string origin_words(const Explained& explained, const core::FileStory& story,
                         const core::StoryRun& run) {
  const core::Origin origin = core::origin_of(story, run);
  const std::string& tool = core::answering_commit(story, run).tool;
  const std::string_view name = core::to_string(origin);
  return core::is_ai(origin) && !tool.empty()
             ? fmt::format("{} by {}", name, tool_name(explained.report.tool_titles, tool))
             : std::string(name);
}

void add_run(Page& page, const Explained& explained, const core::FileStory& story,
             const core::StoryRun& run) {
  const core::CommitAttribution& commit = core::answering_commit(story, run);
  const std::string range =
      run.lines == 1 ? std::to_string(run.first_line)
                     : fmt::format("{}-{}", run.first_line, run.first_line + run.lines - 1);
  page.line(Tone::heading, fmt::format("  {:>11}", range),
            fmt::format("  {:<12}  {}: {}", id_of(commit), origin_words(explained, story, run),
                        commit.subject));
}

/// `412 lines, 300 of them by AI`
std::string sum_of(const core::FileStory& story) {
  std::int64_t lines = 0;
  std::int64_t by_ai = 0;
  for (const core::StoryRun& run : story.runs) {
    lines += run.lines;
    by_ai += core::is_ai(core::origin_of(story, run)) ? run.lines : 0;
  }
  return fmt::format("{}, {} of them by AI", util::plural(lines, "line"), by_ai);
}

void add_line(Page& page, const Explained& explained, const core::FileStory& story) {
  const core::StoryRun& run = story.runs.front();
  const core::CommitAttribution& introduced = story.commits.at(run.source.introduced_by);
  const core::CommitAttribution& touched = story.commits.at(run.source.touched_by);
  page.line("counts: " + origin_words(explained, story, run));
  page.line(&introduced == &touched ? "written by:" : "introduced by:");
  add_commit(page, explained, introduced);
  if (&introduced != &touched) {
    page.line("last touched by:");
    add_commit(page, explained, touched);
  }
  const auto noted = run.source.noted_by;
  if (noted && noted != run.source.introduced_by && noted != run.source.touched_by) {
    page.line("an AI's by a note on:");
    add_commit(page, explained, story.commits.at(*noted));
  }
}

/// The commit as in a verdict, each piece of evidence with its weight, and where its rule is from.
Json explained_json(const Explained& explained, const core::CommitAttribution& commit) {
  Json json = commit_json(commit);
  for (std::size_t i = 0; i < commit.evidence.size(); ++i) {
    const auto rule = explained.rules.find(commit.evidence[i].rule);
    const bool known = rule != explained.rules.end();
    Json& evidence = json["evidence"][i];
    evidence["source"] = text_or_null(known ? rule->second.source : "");
    evidence["opt_out"] = text_or_null(known ? rule->second.opt_out : "");
    evidence["weight"] = weight_of(commit, commit.evidence[i]);
  }
  return json;
}

Json explained_json(const Explained& explained,
                    const std::vector<core::CommitAttribution>& commits) {
  return array_of(commits, [&](const auto& commit) { return explained_json(explained, commit); });
}

Json passed_over_json(const PassedOver& file) {
  return {{"path", file.path}, {"reason", file.reason}};
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

std::string render_explanation(const Explained& explained, const TextStyle& style) {
  const core::Report& report = explained.report;
  const core::Verdict& verdict = report.verdict;
  Page page = page_for(report, style);
  add_selection(page, report, 3);
  add_bringer(page, report);
  page.paragraph("size:   ", size_phrase(report.tool_titles, verdict));
  add_policy(page, report);
  page.line(Tone::heading, "commits:", verdict.commits.empty() ? " none" : "");
  for (const core::CommitAttribution& commit : verdict.commits) {
    add_commit(page, explained, commit);
  }
  if (!verdict.earlier.empty()) {
    page.line(Tone::heading, "lines of earlier commits that the change brings back:", "");
  }
  for (const core::CommitAttribution& commit : verdict.earlier) {
    add_commit(page, explained, commit);
  }
  page.line(Tone::heading, "rules:", verdict.rules.empty() ? " none" : "");
  for (const core::RuleResult& rule : verdict.rules) {
    add_rule(page, rule);
  }
  page.line(Tone::heading, "items:", verdict.items.empty() ? " none" : "");
  for (const core::ItemResult& item : verdict.items) {
    add_item(page, item);
  }
  add_passed_over(page, explained.passed_over);
  return page.text();
}

std::string render_explanation_json(const Explained& explained) {
  const core::Verdict& verdict = explained.report.verdict;
  std::vector<PassedOver> told = explained.passed_over;
  std::erase_if(told, [](const PassedOver& file) { return file.reason.empty(); });
  return util::json_line(
      {{"schema", "sallyport.explain/1"},
       {"commits", explained_json(explained, verdict.commits)},
       {"earlier", explained_json(explained, verdict.earlier)},
       {"rules", rules_json(verdict)},
       {"items", items_json(verdict)},
       {"passed_over",
        {{"count", explained.passed_over.size()}, {"files", array_of(told, passed_over_json)}}}});
}

std::string render_story(const Explained& explained, const core::FileStory& story,
                         const TextStyle& style) {
  Page page = page_for(explained.report, style);
  add_selection(page, explained.report, 3);
  add_policy(page, explained.report);
  if (story.line > 0) {
    page.line(fmt::format("line:   {}:{}", util::quote_path(story.path), story.line));
    add_line(page, explained, story);
    return page.text();
  }
  page.line(fmt::format("file:   {}, {}", util::quote_path(story.path), sum_of(story)));
  for (const core::StoryRun& run : story.runs) {
    add_run(page, explained, story, run);
  }
  return page.text();
}

std::string render_story_json(const Explained& explained, const core::FileStory& story) {
  return util::json_line(
      {{"schema", "sallyport.explain/1"},
       {"path", story.path},
       {"line", story.line == 0 ? Json(nullptr) : Json(story.line)},
       {"runs", array_of(story.runs, [&](const auto& run) { return run_json(story, run); })},
       {"commits", explained_json(explained, story.commits)}});
}

}  // namespace sallyport::report
