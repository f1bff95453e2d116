#include "report/explain.hpp"

#include "core/attribute.hpp"
#include "report/report.hpp"
#include "report/words.hpp"
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

}  // namespace

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

namespace {

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
    page.paragraph("    seen in   ", util::printable(rule->second.source));
  }
  if (!rule->second.opt_out.empty()) {
    page.paragraph("    left out  ", util::printable(rule->second.opt_out));
  }
}

void add_evidence(Page& page, const core::CommitAttribution& commit,
                  const core::Evidence& evidence) {
  page.line(fmt::format("  {}: {}", util::printable(evidence.rule), weight_of(commit, evidence)));
  page.line(fmt::format("    {}, {}, at {}: {}", core::to_string(evidence.kind),
                        core::to_string(evidence.strength), core::to_string(evidence.position),
                        util::printable(evidence.value)));
}

}  // namespace

void add_commit(Page& page, const core::CommitAttribution& commit, const DetectRules& rules) {
  const std::string id = commit.id ? core::abbreviated(*commit.id) : "staged";
  page.line(Tone::heading, id,
            fmt::format("  {}, {}  {}", origin_phrase(commit), util::plural(commit.lines, "line"),
                        util::printable(commit.subject)));
  if (commit.evidence.empty()) {
    page.line("  no marker found");
  }
  if (const std::string_view declared = declaration(commit); !declared.empty()) {
    page.line("  " + std::string(declared));
  }
  for (const core::Evidence& evidence : commit.evidence) {
    add_evidence(page, commit, evidence);
    add_source(page, rules, evidence.rule);
  }
}

namespace {

void add_rule(Page& page, const core::RuleResult& rule) {
  page.paragraph(rule.matched ? "  matched   " : "  no match  ",
                 util::printable(fmt::format("'{}' ({}): {}", rule.name,
                                             core::to_string(rule.position), rule.because)));
}

void add_item(Page& page, const core::ItemResult& item) {
  page.line(is_open(item.status) ? Tone::bad : Tone::good, "  " + util::printable(item.id),
            fmt::format(" ({}): {}, by {}", util::printable(item.title),
                        core::to_string(item.status), answerers(item)));
  if (!item.required_by.empty()) {
    page.paragraph("    asked by  ", util::printable(util::join(item.required_by, ", ")));
  }
  for (const core::CountedRecord& record : item.counted) {
    page.line(fmt::format("    counts    {} by {}: {}, {}", short_record(record.record),
                          util::printable(record.signer), core::to_string(record.rung),
                          core::to_string(record.assurance)));
  }
  for (const core::IgnoredRecord& record : item.ignored) {
    page.paragraph("    ignored   ",
                   fmt::format("{} by {}: {}", short_record(record.record),
                               util::printable(record.signer), util::printable(record.reason)));
  }
  for (const std::string& words : standing_words(item)) {
    page.paragraph("    ", words);
  }
  for (const core::Residual& residual : item.residual) {
    page.line(fmt::format("    not held  {}: {}", util::quote_path(residual.path),
                          util::printable(residual.why)));
  }
  if (!item.landing_shortfall.empty()) {
    page.paragraph("    to land   ", util::printable(item.landing_shortfall));
  }
}

}  // namespace

void add_origin_of_policy(Page& page, const core::Report& report) {
  if (!report.policy) {
    page.line("policy: none");
    return;
  }
  page.paragraph("policy: ", util::printable(report.policy->source));
  if (report.bootstrap) {
    page.line("        read from this change itself, because the target has none yet");
  }
}

std::string render_explanation(const Explained& explained, const TextStyle& style) {
  const core::Report& report = explained.report;
  Page page(TextStyle{.colour = style.colour && !report.by_agent});
  if (!report.selection.empty()) {
    page.paragraph("judged: ", util::printable(report.selection));
  }
  page.paragraph("size:   ", size_phrase(report.verdict));
  add_origin_of_policy(page, report);
  page.line(Tone::heading, "commits:", report.verdict.commits.empty() ? " none" : "");
  for (const core::CommitAttribution& commit : report.verdict.commits) {
    add_commit(page, commit, explained.rules);
  }
  if (!report.verdict.earlier.empty()) {
    page.line(Tone::heading, "lines of earlier commits that the change brings back:", "");
  }
  for (const core::CommitAttribution& commit : report.verdict.earlier) {
    add_commit(page, commit, explained.rules);
  }
  page.line(Tone::heading, "rules:", report.verdict.rules.empty() ? " none" : "");
  for (const core::RuleResult& rule : report.verdict.rules) {
    add_rule(page, rule);
  }
  page.line(Tone::heading, "items:", report.verdict.items.empty() ? " none" : "");
  for (const core::ItemResult& item : report.verdict.items) {
    add_item(page, item);
  }
  return page.text();
}

}  // namespace sallyport::report
