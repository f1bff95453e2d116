#include "report/html_page.hpp"
#include "report/html_sections.hpp"
#include "report/report.hpp"
#include "report/summary.hpp"
#include "report/words.hpp"
#include "report/xml.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::report {
namespace {

std::string tone_of(const core::Report& report) {
  const Effect effect = effect_of(report);
  if (effect == Effect::passes) {
    return "good";
  }
  return effect == Effect::warns ? "caution" : "bad";
}

void add_fact(pugi::xml_node list, const std::string& term, const Cell& fact) {
  if (!fact.text.empty()) {
    add(list, "dt", term);
    fill(add(list, "dd"), fact);
  }
}

void add_header(pugi::xml_node main, const core::Report& report) {
  const pugi::xml_node header = add(main, "header");
  set(header, "class", tone_of(report));
  add(header, "h1", headline(report));
  if (const std::string size = size_and_limit(report); !size.empty()) {
    add(header, "p", size);
  }
  set(add(header, "p", check_name(report)), "class", "name");
}

void add_facts(pugi::xml_node main, const core::Report& report) {
  const pugi::xml_node list = add(main, "dl");
  add_fact(list, "Judged", {util::printable(report.selection)});
  add_fact(list, "Target", {report.target ? util::printable(*report.target) : "none"});
  add_fact(list, "Also", {remaining_size_phrase(report.verdict.metrics)});
  add_fact(list, "Policy", {report.policy ? util::printable(report.policy->source) : "none", true});
  add_fact(list, "Note", {report.bootstrap ? "the policy was read from this change itself" : ""});
  add_fact(list, "Merge still needs", {shortfall_phrase(report.verdict)});
  add_fact(list, "Change digest", {util::printable(report.digest), true});
}

void add_next(pugi::xml_node main, const core::Report& report) {
  if (report.next.empty() && passes(report.verdict)) {
    return;
  }
  const pugi::xml_node section = add_section(main, "Next");
  std::vector<std::string> commands;
  commands.reserve(report.next.size() + 1);
  for (const std::string& command : report.next) {
    commands.push_back(util::printable(command));
  }
  if (!commands.empty()) {
    add(section, "pre", util::join(commands, "\n"));
  }
  const pugi::xml_node more = add(section, "p", "Why, in full: ");
  add(more, "code", "sallyport explain");
}

void add_rules(pugi::xml_node main, const core::Verdict& verdict) {
  const auto& rules = verdict.rules;
  if (std::none_of(rules.begin(), rules.end(), [](const auto& rule) { return rule.matched; })) {
    return;
  }
  const pugi::xml_node body = add_table(add_section(main, "Rules that matched"),
                                        "Rules that matched", {"Rule", "Because", "Where"});
  for (const core::RuleResult& rule : rules) {
    if (rule.matched) {
      add_row(body, {{one_line(rule.name)},
                     {util::printable(rule.because)},
                     {util::printable(core::to_string(rule.position)), true}});
    }
  }
}

void add_warnings(pugi::xml_node main, const core::Verdict& verdict) {
  if (verdict.warnings.empty()) {
    return;
  }
  const pugi::xml_node list = add(add_section(main, "Warnings"), "ul");
  for (const std::string& warning : verdict.warnings) {
    add(list, "li", one_line(warning));
  }
}

}  // namespace

std::string render_html(const core::Report& report, const TextStyle&) {
  pugi::xml_document document;
  const pugi::xml_node main =
      start_page(document, fmt::format("{}: {}", check_name(report), headline(report)));
  add_header(main, report);
  add_facts(main, report);
  add_next(main, report);
  add_rules(main, report.verdict);
  add_html_items(main, report);
  add_warnings(main, report.verdict);
  add_html_files(main, report.verdict);
  add_html_commits(main, report.verdict);
  return page_text(document);
}

}  // namespace sallyport::report
