#include "report/agent.hpp"

#include "report/words.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <string>

namespace sallyport::report {
namespace {

/// What a person must do first, as in "before it is committed".
std::string_view step(std::string_view thing) {
  if (thing == "commit") {
    return "committed";
  }
  return thing == "push" ? "pushed" : "merged";
}

std::string_view capitalized(std::string_view thing) {
  if (thing == "commit") {
    return "Commit";
  }
  return thing == "push" ? "Push" : "Change";
}

std::string state(const core::Verdict& verdict) {
  return verdict.outcome == core::Outcome::error ? "it could not be judged"
                                                 : open_items_phrase(verdict);
}

}  // namespace

bool stops_agent(const core::Report& report) {
  const core::Outcome outcome = report.verdict.outcome;
  return report.by_agent && (outcome == core::Outcome::blocked || outcome == core::Outcome::error);
}

void add_agent_notice(Page& page, const core::Report& report) {
  const std::string_view thing = stopped_thing(report.gate);
  page.paragraph(
      "",
      fmt::format(
          "AGENT NOTICE: a human must review this change before it is {}. You cannot complete "
          "this step. Stop here. Do not retry and do not go round it: leave "
          "hooks, git configuration, .sallyport and the limits alone, use no "
          "plumbing commands, do not split the change. CI and the server judge "
          "the same content. Leave everything as it is.",
          step(thing)),
      6);
  page.line("State for machines: sallyport status --json");
  page.line("Tell your user exactly this:");
  const std::string sentence =
      fmt::format("\"{} blocked by sallyport: {}.", capitalized(thing), state(report.verdict));
  if (report.next.empty()) {
    page.paragraph("  ", sentence + " Please run 'sallyport status' in your own terminal.\"");
    return;
  }
  page.paragraph("  ", sentence + " Please run this in your own terminal:\"");
  page.command(util::printable(report.next.front()));
}

}  // namespace sallyport::report
