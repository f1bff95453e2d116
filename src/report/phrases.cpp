#include "report/phrases.hpp"

#include "core/origin/attribute.hpp"
#include "report/findings.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace sallyport::report {
namespace {

constexpr std::size_t k_named_tools = 2;
constexpr std::size_t k_short_id = 12;
constexpr std::size_t k_shown_digits = 32;
constexpr std::size_t k_unheld_paths = 20;
constexpr std::size_t k_annotated_ranges = 8;

/// `Claude Code`, `Claude Code and Cursor`, `Claude Code, Cursor and 2 more tools`
std::string tools_phrase(const core::ToolTitles& titles, const std::vector<core::ToolUse>& tools) {
  if (tools.empty()) {
    return "AI";
  }
  std::string first = tool_name(titles, tools[0].id);
  if (tools.size() == 1) {
    return first;
  }
  const std::string second = tool_name(titles, tools[1].id);
  if (tools.size() == k_named_tools) {
    return util::say("{} and {}", first, second);
  }
  return util::say("{}, {} and {}", first, second,
                   util::plural(std::ssize(tools) - std::int64_t{k_named_tools}, "more tool"));
}

/// The tools of a file's AI lines: `Claude Code`, `Claude Code and Cursor`, `3 AI tools`.
std::string tools_phrase(const core::ToolTitles& titles, const core::FileAttribution& file) {
  std::vector<std::string> names;
  for (const core::LineRange& range : file.ai_lines) {
    const std::string name = range.tool.empty() ? "AI" : tool_name(titles, range.tool);
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(name);
    }
  }
  if (names.size() > k_named_tools) {
    return util::say("{} AI tools", names.size());
  }
  return names.empty() ? "AI" : util::join(names, " and ");
}

/// Whether the change is the one commit that is about to be made, so that counting commits says
/// nothing.
bool is_about_to_be_made(const core::Verdict& verdict) {
  return verdict.commits.empty() || (verdict.commits.size() == 1 && !verdict.commits[0].id);
}

/// The limit on AI lines that a matched rule puts on the whole change; nothing where none does, or
/// where lines that landed before are in its count.
std::optional<std::int64_t> ai_limit(const core::RuleResult& rule, std::int64_t ai_lines) {
  const auto of = [&](core::Metric metric) {
    return std::find_if(rule.conditions.begin(), rule.conditions.end(),
                        [&](const auto& one) { return one.condition.metric == metric; });
  };
  const auto found = of(core::Metric::ai_lines);
  if (!rule.matched || found == rule.conditions.end() || found->value != ai_lines ||
      of(core::Metric::recent_ai_lines) != rule.conditions.end()) {
    return std::nullopt;
  }
  const bool is_least = found->condition.comparison == core::Comparison::at_least ||
                        found->condition.comparison == core::Comparison::above;
  return is_least ? std::optional(found->condition.limit) : std::nullopt;
}

std::string headline_of_error(const core::Verdict& verdict) {
  const ItemCount count = count_items(verdict);
  return count.unknown == 0 ? "no verdict could be reached"
                            : util::say("no verdict, {} of {} cannot be judged", count.unknown,
                                        util::plural(count.required, "review item"));
}

std::string_view what_became_of_note(Effect effect) {
  if (effect == Effect::passes) {
    return "pass: nothing to judge";
  }
  return effect == Effect::warns ? "would be refused" : "refused";
}

Headline what_became(const core::Report& report) {
  const std::string_view thing = stopped_by(report.gate).thing;
  const Effect effect = effect_of(report);
  if (!report.note.empty()) {
    return {std::string(what_became_of_note(effect)), util::say("{}", report.note)};
  }
  if (effect == Effect::passes) {
    return report.policy ? Headline{"pass", reason_to_pass(report)} : Headline{"no policy", ""};
  }
  if (report.verdict.outcome == core::Outcome::error) {
    return {util::say("{} blocked", thing), headline_of_error(report.verdict)};
  }
  return {util::say("{} {}", thing, effect == Effect::warns ? "would be blocked" : "blocked"),
          open_items_phrase(report.verdict)};
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string line;
  for (const std::string_view part : util::split_lines(text)) {
    const std::string_view words = util::trim(part);
    line.append(line.empty() || words.empty() ? "" : " ").append(words);
  }
  return util::printable(line);
}

std::string some_of(std::vector<std::string> pieces, std::size_t most, std::string_view separator) {
  if (pieces.size() <= most) {
    return util::join(pieces, separator);
  }
  const std::size_t left_out = pieces.size() - most;
  pieces.resize(most);
  return fmt::format("{} and {} more", util::join(pieces, separator), left_out);
}

std::string short_record(std::string_view id) {
  return util::printable(id.substr(0, k_short_id));
}

std::string tool_name(const core::ToolTitles& titles, const std::string& id) {
  const auto found = titles.find(id);
  return util::say("{}", found == titles.end() ? id : found->second);
}

std::string origin_phrase(const core::ToolTitles& titles, const core::CommitAttribution& commit) {
  const std::string_view origin = core::to_string(commit.origin);
  return commit.tool.empty()
             ? std::string(origin)
             : util::say("{}{} by {}", origin, core::is_ai(commit.origin) ? "" : ", in part",
                         tool_name(titles, commit.tool));
}

const Stopped& stopped_by(core::Gate gate) {
  static constexpr Stopped k_commit{
      "commit", "Commit", "committed",
      "Nothing was changed: index, files and message are as you left them."};
  static constexpr Stopped k_push{"push", "Push", "pushed",
                                  "Nothing was changed and nothing was pushed."};
  static constexpr Stopped k_change{"change", "Change", "merged", "Nothing was changed."};
  if (core::is_commit_hook(gate)) {
    return k_commit;
  }
  return gate == core::Gate::pre_push || gate == core::Gate::pre_receive ? k_push : k_change;
}

std::string open_items_phrase(const core::Verdict& verdict) {
  const ItemCount count = count_items(verdict);
  return util::say("{} of {} open", count.open, util::plural(count.required, "review item"));
}

std::string size_phrase(const core::ToolTitles& titles, const core::Verdict& verdict) {
  const core::Metrics& metrics = verdict.metrics;
  const std::string lines = util::plural(metrics.effective, "line");
  const std::string commits = util::plural(std::ssize(verdict.commits), "commit");
  if (metrics.ai == 0 && verdict.tools.empty()) {
    return is_about_to_be_made(verdict) ? util::say("{}, no AI marker found", lines)
                                        : util::say("{}, no AI marker found in {}", lines, commits);
  }
  const std::string sizes =
      util::say("{} of {} by {}", metrics.ai, lines, tools_phrase(titles, verdict.tools));
  const auto by_ai = std::count_if(verdict.commits.begin(), verdict.commits.end(),
                                   [](const auto& commit) { return core::is_ai(commit.origin); });
  return is_about_to_be_made(verdict) ? sizes : util::say("{} in {} of {}", sizes, by_ai, commits);
}

std::string size_and_limit(const core::Report& report) {
  if (!report.note.empty()) {
    return {};
  }
  std::string size = size_phrase(report.tool_titles, report.verdict);
  for (const core::RuleResult& rule : report.verdict.rules) {
    if (const auto limit = ai_limit(rule, report.verdict.metrics.ai)) {
      return util::say("{}; limit {}", size, *limit);
    }
  }
  return size;
}

std::string remaining_size_phrase(const core::Metrics& metrics) {
  std::vector<std::string> parts;
  if (metrics.undeclared > 0) {
    parts.push_back(util::plural(metrics.undeclared, "undeclared line"));
  }
  if (metrics.deleted > 0) {
    parts.push_back(util::say("{} deleted", metrics.deleted));
  }
  if (metrics.excluded_files > 0) {
    parts.push_back(util::say("{} ({})", util::plural(metrics.excluded_files, "excluded file"),
                              util::plural(metrics.excluded_lines, "line")));
  }
  if (metrics.opaque_files > 0) {
    parts.push_back(util::say("{} ({})", util::plural(metrics.opaque_files, "opaque file"),
                              util::plural(metrics.opaque_bytes, "byte")));
  }
  return util::join(parts, ", ");
}

std::string answerers(const core::ItemResult& item) {
  const std::string who = util::say(
      "{}", item.approvers.empty() ? "any enrolled person" : util::join(item.approvers, " or "));
  return answerers(item, who);
}

std::string answerers(const core::ItemResult& item, const std::string& who) {
  const std::string many = item.needed > 1 ? fmt::format("{} of {}", item.needed, who) : who;
  const std::int64_t more = item.in_all - item.needed;
  return more > 0 ? fmt::format("{} and {} more {}", many, more, more > 1 ? "people" : "person")
                  : many;
}

std::string bringer_phrase(const core::Report& report) {
  const auto& [account, source, people] = report.brought_by;
  if (!report.lands) {
    return "";
  }
  if (source.empty()) {
    return "nobody who is trusted tells who brings it";
  }
  if (account.empty()) {
    return util::say("{} itself, of what was judged before", source);
  }
  const std::string who = fmt::format("{}", fmt::join(people, " or "));
  return util::say("{}, as {} tells: {}", account, source,
                   who.empty() ? "nobody in the policy" : who);
}

std::vector<std::string> standing_phrases(const core::ItemResult& item) {
  std::vector<std::string> words;
  words.reserve(item.rejected_by.size() + 1);
  for (const core::Objection& objection : item.rejected_by) {
    words.push_back(util::say("rejected by {}: {} (lifted with: sallyport revoke {} --reason TEXT)",
                              objection.signer, objection.notes, short_record(objection.record)));
    if (!objection.same) {
      words.push_back(util::say("{} still carries what was rejected as {}: {} must look again",
                                objection.path, objection.rejected, objection.signer));
    }
  }
  if (item.waived) {
    words.push_back(util::say("waived until {}: {} ({})", util::to_iso8601(item.waived->until),
                              item.waived->reason, item.waived->ticket));
  }
  return words;
}

std::vector<std::string> answers_given(const core::ItemResult& item) {
  std::vector<std::string> answers = standing_phrases(item);
  answers.reserve(answers.size() + item.counted.size() + item.ignored.size());
  for (const core::CountedRecord& record : item.counted) {
    answers.push_back(util::say("{} ({}, {})", record.signer, core::to_string(record.rung),
                                core::to_string(record.assurance)));
  }
  for (const core::IgnoredRecord& record : item.ignored) {
    answers.push_back(util::say("not counted: {} ({})", record.signer, phrase(record.reason)));
  }
  return answers;
}

std::string_view simulation_mark(const core::Report& report) {
  return report.assumed.empty() ? "" : "simulated: ";
}

std::string reason_to_pass(const core::Report& report) {
  const ItemCount count = count_items(report.verdict);
  if (report.mode == core::Mode::off) {
    return "the policy turns this gate off";
  }
  return count.required == 0 ? "no rule asks for a review"
                             : util::plural(count.required, "review item") + " met";
}

Headline headline_parts(const core::Report& report) {
  Headline headline = what_became(report);
  headline.what.insert(0, simulation_mark(report));
  return headline;
}

std::string headline(const core::Report& report) {
  const Headline headline = headline_parts(report);
  return headline.how.empty() ? headline.what : util::say("{}: {}", headline.what, headline.how);
}

std::string check_name(const core::Report& report) {
  return report.check_name.empty() ? "sallyport" : util::say("{}", report.check_name);
}

std::string file_phrase(const core::ToolTitles& titles, const core::FileAttribution& file) {
  if (file.ai > 0) {
    return util::say("{} of {} by {}", file.ai,
                     util::plural(file.ai + file.undeclared + file.human, "line"),
                     tools_phrase(titles, file));
  }
  const std::string_view what = file.removed ? "deleted" : file.opaque ? "opaque content" : "";
  if (!is_ai_file(file)) {
    return what.empty() ? "no AI marker found" : util::say("{}, no AI marker found", what);
  }
  return what.empty() ? "touched by AI, none of its lines is left" : util::say("{}, by AI", what);
}

std::string ranges_phrase(const core::FileAttribution& file, std::size_t most) {
  std::vector<std::string> ranges;
  ranges.reserve(file.ai_lines.size());
  for (const core::LineRange& range : file.ai_lines) {
    ranges.push_back(range.first == range.last ? fmt::format("{}", range.first)
                                               : fmt::format("{}-{}", range.first, range.last));
  }
  return some_of(std::move(ranges), most, ", ");
}

std::string lines_phrase(const core::ToolTitles& titles, const core::FileAttribution& file) {
  const std::string ranges = ranges_phrase(file, k_annotated_ranges);
  const std::string size = file_phrase(titles, file);
  return ranges.empty() ? size : util::say("{} (lines {})", size, ranges);
}

std::string state_phrase(const core::ItemResult& item) {
  return util::say("{} {}, by {}", item.id, core::to_string(item.status), answerers(item));
}

std::string finding_phrase(const core::ToolTitles& titles, const Finding& finding) {
  const core::ItemResult& item = *finding.item;
  const std::string state = util::say("{} ({}) is {}, by {}", one_line(item.title), item.id,
                                      core::to_string(item.status), answerers(item));
  return finding.file == nullptr ? state
                                 : util::say("{}: {}", state, lines_phrase(titles, *finding.file));
}

std::string left_out_phrase(const Findings& findings) {
  return findings.left_out == 0
             ? ""
             : util::say("; {} left out",
                         util::plural(static_cast<std::int64_t>(findings.left_out), "more result"));
}

std::vector<std::string> signoff_comment(const core::Report& report, const core::ItemResult& item) {
  std::vector<std::string> lines{
      util::say("/signoff {} {}", item.id, report.digest.substr(0, k_shown_digits))};
  for (const core::Question& question : item.questions) {
    lines.push_back(util::say("{}: …", question.id));
  }
  return lines;
}

std::vector<std::string> instructions(const core::Report& report, const core::ItemResult& item) {
  std::vector<std::string> lines;
  for (const std::string_view line : util::split_lines(item.text)) {
    lines.push_back(util::say("{}", line));
  }
  lines.resize(lines.size() + (lines.empty() ? 0 : 1));
  for (const core::Question& question : item.questions) {
    lines.push_back(util::say("- {}: {} (at least {})", question.id, one_line(question.ask),
                              util::plural(question.min_words, "word")));
  }
  lines.resize(lines.size() + (item.questions.empty() ? 0 : 1));
  lines.push_back(
      util::say("Who may answer: {}; now {}", answerers(item), core::to_string(item.status)));
  if (const std::vector<std::string> answers = answers_given(item); !answers.empty()) {
    lines.push_back("Answered: " + util::join(answers, "; "));
  }
  std::vector<std::string> paths;
  for (const core::Uncovered& path : item.residual) {
    paths.push_back(util::say("{} ({})", util::quote_path(path.path), phrase(path.why)));
  }
  if (!paths.empty()) {
    lines.push_back("Not held by a review: " + some_of(std::move(paths), k_unheld_paths, ", "));
  }
  if (!report.next.empty()) {
    lines.insert(lines.end(), {"Next:", util::say("  {}", report.next.front())});
  }
  lines.emplace_back(core::wants_key(item.assurance)
                         ? "Or comment on the forge, which is answered with what to sign:"
                         : "Or comment on the forge:");
  for (const std::string& line : signoff_comment(report, item)) {
    lines.push_back("  " + line);
  }
  return lines;
}

}  // namespace sallyport::report
