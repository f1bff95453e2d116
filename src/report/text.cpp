#include "util/text.hpp"

#include "report/agent.hpp"
#include "report/page.hpp"
#include "report/report.hpp"
#include "report/summary.hpp"
#include "report/text_items.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace sallyport::report {
namespace {

constexpr std::size_t k_most_rules = 3;
constexpr std::size_t k_most_warnings = 8;

void add_warnings(Page& page, const core::Report& report) {
  const auto& warnings = report.verdict.warnings;
  const std::size_t shown = std::min(warnings.size(), k_most_warnings);
  for (std::size_t i = 0; i < shown; ++i) {
    page.paragraph("warning: ", util::printable(warnings[i]));
  }
  if (shown < warnings.size()) {
    page.line(fmt::format("warning: and {} more", warnings.size() - shown));
  }
}

void add_bootstrap(Page& page, const core::Report& report) {
  if (report.bootstrap) {
    page.line("policy: read from this change itself, because the target has none yet");
  }
}

void add_pass(Page& page, const core::Report& report) {
  const std::string text =
      fmt::format("{}; {}", size_phrase(report.verdict), reason_to_pass(report));
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
    page.command(util::printable(command));
  }
}

void add_heading(Page& page, const core::Report& report) {
  constexpr std::string_view k_name = "sallyport: ";
  const std::string text = std::string(k_name) + headline(report);
  const std::size_t end = text.find(": ", k_name.size() + simulation_mark(report).size());
  const bool warns = effect_of(report) == Effect::warns;
  page.line(warns ? Tone::caution : Tone::bad, text.substr(0, end), text.substr(end));
}

void add_size(Page& page, const core::Report& report) {
  if (!report.selection.empty()) {
    page.paragraph("judged: ", util::printable(report.selection), 2);
  }
  page.paragraph("size:   ", size_and_limit(report), 2);
  if (const std::string rest = remaining_size_phrase(report.verdict.metrics); !rest.empty()) {
    page.paragraph("also:   ", rest, 2);
  }
}

/// What asked for the open items where no rule of the policy did, such as a trust root.
std::string other_askers(const core::Verdict& verdict) {
  for (const core::ItemResult& item : verdict.items) {
    if (is_open(item.status) && !item.required_by.empty()) {
      return util::printable(util::join(item.required_by, ", "));
    }
  }
  return {};
}

void add_rules(Page& page, const core::Verdict& verdict) {
  std::size_t matched = 0;
  for (const core::RuleResult& rule : verdict.rules) {
    matched += rule.matched ? 1 : 0;
    if (rule.matched && matched <= k_most_rules) {
      page.paragraph("rule:   ",
                     util::printable(fmt::format("'{}' ({}): {}", rule.name,
                                                 core::to_string(rule.position), rule.because)),
                     2);
    }
  }
  if (matched > k_most_rules) {
    page.line(fmt::format("        and {} more rules", matched - k_most_rules));
  }
  if (const std::string askers = matched == 0 ? other_askers(verdict) : ""; !askers.empty()) {
    page.line("rule:   " + askers);
  }
}

void add_consequence(Page& page, const core::Report& report) {
  const std::string_view thing = stopped_thing(report.gate);
  if (report.verdict.outcome == core::Outcome::warn) {
    page.line(fmt::format("Nothing was blocked: the policy only warns at {}.",
                          util::printable(report.gate)));
  } else if (thing == "commit") {
    page.line("Nothing was changed: index, files and message are as you left them.");
  } else if (thing == "push") {
    page.line("Nothing was changed and nothing was pushed.");
  } else {
    page.line("Nothing was changed.");
  }
}

/// Reviewers read this on a forge, where a comment is the first thing that comes to mind.
void add_comment_notes(Page& page, const core::Report& report) {
  const ByComment items = open_items_by_comment(report.verdict);
  if (!items.not_enough.empty()) {
    page.paragraph("Note:   ", "a comment is not enough for " + util::join(items.not_enough, ", ") +
                                   ": it takes a signature with a key.");
  }
  if (!items.enough.empty()) {
    page.paragraph("Note:   ", "a comment is enough for " + util::join(items.enough, ", ") +
                                   "; the summary has its text.");
  }
}

bool explains(const std::string& command) {
  return command.starts_with("sallyport explain");
}

void add_next(Page& page, const core::Report& report) {
  if (stopped_thing(report.gate) == "commit") {
    page.paragraph("Note:   ",
                   "a commit is judged against HEAD here, an --amend too; small commits that pass "
                   "add up at push.");
  }
  if (report.gate == "ci") {
    add_comment_notes(page, report);
  }
  if (std::none_of(report.next.begin(), report.next.end(), explains)) {
    page.line("Why, in full: sallyport explain");
  }
  add_commands(page, report);
}

void add_stop(Page& page, const core::Report& report) {
  add_heading(page, report);
  add_size(page, report);
  add_bootstrap(page, report);
  add_rules(page, report.verdict);
  add_items(page, report.verdict);
  add_warnings(page, report);
  add_consequence(page, report);
  if (stops_agent(report)) {
    add_agent_notice(page, report);
  } else {
    add_next(page, report);
  }
}

/// Why nothing was judged, which passes, or why it is refused whoever signs.
void add_note(Page& page, const core::Report& report) {
  page.paragraph("sallyport: ", headline(report));
  add_warnings(page, report);
}

}  // namespace

std::string render_text(const core::Report& report, const TextStyle& style) {
  // An agent gets no colour: escape sequences would only hide the sentence it has to pass on.
  Page page(TextStyle{.colour = style.colour && !report.by_agent});
  if (report.gate == "ci" && passes(report.verdict) && !report.selection.empty()) {
    page.paragraph("judged: ", util::printable(report.selection), 2);
  }
  if (!report.note.empty()) {
    add_note(page, report);
  } else if (!report.policy && passes(report.verdict)) {
    page.line(Tone::caution, "sallyport: no policy", "; run `sallyport init` to write one");
    add_warnings(page, report);
  } else if (passes(report.verdict)) {
    add_pass(page, report);
    add_bootstrap(page, report);
    // A hook that lets something through is brief; a person who asks gets the whole state.
    if (report.gate == "check" || report.gate == "ci") {
      add_items(page, report.verdict);
    }
    add_warnings(page, report);
    if (report.gate == "check") {
      add_commands(page, report);
    }
  } else {
    add_stop(page, report);
  }
  return page.text();
}

}  // namespace sallyport::report
