#include "report/text.hpp"

#include "report/findings.hpp"
#include "report/phrases.hpp"
#include "util/columns.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::report {
namespace {

constexpr std::size_t k_most_rules = 3;
constexpr std::size_t k_most_warnings = 8;
constexpr std::size_t k_most_paths = 3;
constexpr std::size_t k_most_signers = 3;
constexpr std::size_t k_widest_id = 16;
constexpr std::string_view k_indent = "      ";
constexpr std::size_t k_marks = 8;  // "  [x] " and the two blanks behind the id

std::string list_signers(const core::ItemResult& item, std::size_t width) {
  std::vector<std::string> signers;
  for (const core::CountedRecord& record : item.counted) {
    signers.push_back(is_open(item.status)
                          ? record.signer
                          : fmt::format("{} ({})", record.signer, core::to_string(record.rung)));
  }
  return list_some(signers, k_most_signers, width);
}

std::string answer_of(const core::ItemResult& item, std::size_t width) {
  const auto status = core::to_string(item.status);
  if (!is_open(item.status)) {
    return item.counted.empty()
               ? std::string(status)
               : fmt::format("{}: {}", status, list_signers(item, width - status.size() - 2));
  }
  const std::string wanted = fmt::format("{}, by {}", status, answerers(item));
  return item.counted.empty()
             ? wanted
             : fmt::format("{}; signed: {}", wanted, list_signers(item, width / 2));
}

/// Why no path of `residual` is held, in parentheses; empty where the reasons differ.
std::string common_reason(const std::vector<core::Uncovered>& residual) {
  const core::Unheld why = residual.front().why;
  const bool common = std::all_of(residual.begin(), residual.end(),
                                  [&](const core::Uncovered& path) { return path.why == why; });
  return common ? fmt::format(" ({})", phrase(why)) : "";
}

void add_residual(Page& page, const core::ItemResult& item) {
  std::vector<std::string> paths;
  for (const core::Uncovered& path : item.residual) {
    paths.push_back(util::quote_path(path.path));
  }
  const std::string label = fmt::format("{}not held: ", k_indent);
  page.line(label + list_some(paths, k_most_paths, k_width - label.size()) +
            common_reason(item.residual));
}

void add_ignored(Page& page, const core::ItemResult& item) {
  std::vector<std::string> records;
  for (const core::IgnoredRecord& record : item.ignored) {
    records.push_back(fmt::format("{} ({})", record.signer, phrase(record.reason)));
  }
  const std::string label = fmt::format("{}not counted: ", k_indent);
  if (records.size() == 1) {
    page.paragraph(label, records.front());
    return;
  }
  page.line(label + list_some(records, k_most_signers, k_width - label.size()));
}

void add_item(Page& page, const core::ItemResult& item, std::size_t id_width) {
  const bool open = is_open(item.status);
  const std::string id = padded(item.id, id_width);
  page.line(open ? Tone::bad : Tone::good, open ? "  [ ] " : "  [x] ",
            fmt::format("{}  {}", id, answer_of(item, k_width - id.size() - k_marks)));
  for (const std::string& words : standing_phrases(item)) {
    page.paragraph(k_indent, words);
  }
  if (open && !item.residual.empty()) {
    add_residual(page, item);
  }
  if (open && !item.ignored.empty()) {
    add_ignored(page, item);
  }
}

void add_warnings(Page& page, const core::Report& report) {
  const std::vector<std::string> warnings = warnings_of(report);
  const std::size_t shown = std::min(warnings.size(), k_most_warnings);
  for (std::size_t i = 0; i < shown; ++i) {
    page.paragraph("warning: ", warnings[i]);
  }
  if (shown < warnings.size()) {
    page.line(fmt::format("warning: and {} more", warnings.size() - shown));
  }
}

void add_pass(Page& page, const core::Report& report) {
  const std::string text = fmt::format("{}; {}", size_phrase(report.tool_titles, report.verdict),
                                       reason_to_pass(report));
  const std::string label = fmt::format("sallyport: {}pass: ", simulation_mark(report));
  const std::vector<std::string> lines = util::wrap(text, k_width - label.size());
  page.line(Tone::good, label, lines.front());
  for (std::size_t i = 1; i < lines.size(); ++i) {
    page.line("  " + lines[i]);
  }
  if (const std::string missing = shortfall_phrase(report.verdict); !missing.empty()) {
    page.paragraph("merge still needs: ", missing);
  }
}

void add_commands(Page& page, const core::Report& report) {
  if (!report.next.empty()) {
    page.line(Tone::heading, "Next:", "");
  }
  for (const std::string& command : report.next) {
    page.command(command);
  }
}

void add_heading(Page& page, const core::Report& report) {
  const Headline headline = headline_parts(report);
  page.line(effect_of(report) == Effect::warns ? Tone::caution : Tone::bad,
            "sallyport: " + headline.what, ": " + headline.how);
}

void add_size(Page& page, const core::Report& report) {
  add_selection(page, report, 2);
  add_bringer(page, report);
  page.paragraph("size:   ", size_and_limit(report), 2);
  if (const std::string rest = remaining_size_phrase(report.verdict.metrics); !rest.empty()) {
    page.paragraph("also:   ", rest, 2);
  }
}

/// What asked for the open items where no rule of the policy did, such as a trust root.
void add_other_askers(Page& page, const core::Verdict& verdict) {
  for (const core::ItemResult& item : verdict.items) {
    if (is_open(item.status) && !item.required_by.empty()) {
      page.line("rule:   " + util::join(item.required_by, ", "));
      return;
    }
  }
}

void add_matched_rules(Page& page, const core::Verdict& verdict) {
  const auto matched = matched_rules(verdict);
  for (std::size_t i = 0; i < std::min(matched.size(), k_most_rules); ++i) {
    page.paragraph("rule:   ", rule_phrase(*matched[i]), 2);
  }
  if (matched.size() > k_most_rules) {
    page.line(fmt::format("        and {} more rules", matched.size() - k_most_rules));
  }
  if (matched.empty()) {
    add_other_askers(page, verdict);
  }
}

void add_consequence(Page& page, const core::Report& report) {
  page.line(report.verdict.outcome == core::Outcome::warn
                ? fmt::format("Nothing was blocked: the policy only warns at {}.",
                              core::to_string(report.gate))
                : std::string(stopped_by(report.gate).consequence));
}

/// Reviewers read this on a forge, where a comment is the first thing that comes to mind.
void add_comment_notes(Page& page, const core::Report& report) {
  const ByComment items = open_items_by_comment(report.verdict);
  if (!items.not_enough.empty()) {
    page.paragraph("Note:   ", fmt::format("a comment is not enough for {}: it is answered with "
                                           "what to sign with a key.",
                                           util::join(items.not_enough, ", ")));
  }
  if (!items.enough.empty()) {
    page.paragraph("Note:   ", fmt::format("a comment is enough for {}; the summary has its text.",
                                           util::join(items.enough, ", ")));
  }
}

bool explains(const std::string& command) {
  return command.starts_with("sallyport explain");
}

void add_next(Page& page, const core::Report& report) {
  if (core::is_commit_hook(report.gate)) {
    page.paragraph("Note:   ",
                   "a commit is judged against HEAD here, an --amend too; small commits that pass "
                   "add up at push.");
  }
  if (report.gate == core::Gate::ci) {
    add_comment_notes(page, report);
  }
  if (std::none_of(report.next.begin(), report.next.end(), explains)) {
    page.line("Why, in full: sallyport explain");
  }
  add_commands(page, report);
}

/// The last lines for an agent: that it cannot complete the step, what it must not try, and the
/// exact sentence for its user.
void add_agent_notice(Page& page, const core::Report& report) {
  const Stopped& stopped = stopped_by(report.gate);
  page.paragraph(
      "",
      fmt::format(
          "AGENT NOTICE: a human must review this change before it is {}. You cannot complete "
          "this step. Stop here. Do not retry and do not go round it: leave "
          "hooks, git configuration, .sallyport and the limits alone, use no "
          "plumbing commands, do not split the change. CI and the server judge "
          "the same content. Leave everything as it is.",
          stopped.done),
      6);
  page.line("State for machines: sallyport status --json");
  page.line("Tell your user exactly this:");
  const std::string sentence = fmt::format("\"{} blocked by sallyport: {}.", stopped.capital,
                                           report.verdict.outcome == core::Outcome::error
                                               ? "it could not be judged"
                                               : open_items_phrase(report.verdict));
  if (report.next.empty()) {
    page.paragraph("  ", sentence + " Please run 'sallyport status' in your own terminal.\"");
    return;
  }
  page.paragraph("  ", sentence + " Please run this in your own terminal:\"");
  page.command(report.next.front());
}

void add_stop(Page& page, const core::Report& report) {
  add_heading(page, report);
  add_size(page, report);
  add_bootstrap(page, "policy: ", report);
  add_matched_rules(page, report.verdict);
  add_items(page, report.verdict);
  add_warnings(page, report);
  add_consequence(page, report);
  if (report.by_agent && effect_of(report) == Effect::blocks) {
    add_agent_notice(page, report);
  } else {
    add_next(page, report);
  }
}

/// A hook that lets something through is brief; a person who asks gets the whole state.
void add_passed(Page& page, const core::Report& report) {
  add_pass(page, report);
  add_bootstrap(page, "policy: ", report);
  if (report.gate == core::Gate::check || report.gate == core::Gate::ci) {
    add_items(page, report.verdict);
  }
  add_warnings(page, report);
  if (report.gate == core::Gate::check) {
    add_commands(page, report);
  }
}

}  // namespace

void add_selection(Page& page, const core::Report& report, std::size_t most_lines) {
  if (!report.selection.empty()) {
    page.paragraph("judged: ", report.selection, most_lines);
  }
}

void add_bringer(Page& page, const core::Report& report) {
  if (const std::string words = bringer_phrase(report); !words.empty()) {
    page.paragraph("by:     ", words, 2);
  }
}

void add_bootstrap(Page& page, std::string_view label, const core::Report& report) {
  if (report.bootstrap) {
    page.line(
        fmt::format("{}read from this change itself, because the target has none yet", label));
  }
}

void add_rule(Page& page, const core::RuleResult& rule) {
  page.paragraph(rule.matched ? "  matched   " : "  no match  ", rule_phrase(rule));
}

void add_items(Page& page, const core::Verdict& verdict) {
  std::size_t id_width = 0;
  for (const core::ItemResult& item : verdict.items) {
    id_width = std::max(id_width, util::columns(padded(item.id, 0)));
  }
  for (const core::ItemResult& item : verdict.items) {
    if (item.status != core::Status::not_applicable) {
      add_item(page, item, std::min(id_width, k_widest_id));
    }
  }
}

std::string render_text(const core::Report& report, const TextStyle& style) {
  Page page = page_for(report, style);
  if (report.gate == core::Gate::ci && passes(report.verdict)) {
    add_selection(page, report, 2);
  }
  if (!report.note.empty()) {
    page.paragraph("sallyport: ", headline(report));
    add_warnings(page, report);
  } else if (!report.policy && passes(report.verdict)) {
    page.line(Tone::caution, "sallyport: no policy", "; run `sallyport init` to write one");
    add_warnings(page, report);
  } else if (passes(report.verdict)) {
    add_passed(page, report);
  } else {
    add_stop(page, report);
  }
  return page.text();
}

}  // namespace sallyport::report
