#include "report/findings.hpp"
#include "report/phrases.hpp"
#include "report/report.hpp"
#include "report/xml.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::report {
namespace {

struct Totals {
  int tests = 0;
  int failures = 0;
  int errors = 0;
  int skipped = 0;
};

pugi::xml_node add_case(pugi::xml_node suite, const core::Report& report, const std::string& name) {
  const pugi::xml_node test = add(suite, "testcase");
  set(test, "name", name);
  set(test, "classname", check_name(report));
  set(test, "time", "0");
  return test;
}

void add_outcome(pugi::xml_node test, const char* element, const std::string& message,
                 std::vector<std::string> lines) {
  if (!lines.empty()) {
    lines.emplace_back();  // for the LF of the last line
  }
  set(add_lines(test, element, lines), "message", message);
}

void add_item(pugi::xml_node suite, const core::Report& report, const core::ItemResult& item,
              Totals& totals) {
  const pugi::xml_node test =
      add_case(suite, report, fmt::format("{} ({})", one_line(item.title), item.id));
  const std::string message =
      fmt::format("{}, by {}", core::to_string(item.status), answerers(item));
  ++totals.tests;
  if (item.status == core::Status::not_applicable) {
    add_outcome(test, "skipped", "not applicable", {});
    ++totals.skipped;
  } else if (item.status == core::Status::error) {
    add_outcome(test, "error", message, instructions(report, item));
    ++totals.errors;
  } else if (is_open(item.status) && effect_of(report) != Effect::blocks) {
    add_outcome(test, "skipped", message + "; nothing is blocked here", instructions(report, item));
    ++totals.skipped;
  } else if (is_open(item.status)) {
    add_outcome(test, "failure", message, instructions(report, item));
    ++totals.failures;
  }
}

std::vector<std::string> warning_lines(const core::Report& report) {
  std::vector<std::string> lines = warnings_of(report);
  std::transform(lines.begin(), lines.end(), lines.begin(), one_line);
  return lines;
}

/// A case of its own for a verdict that no item stands for, or that is only simulated.
void add_verdict(pugi::xml_node suite, const core::Report& report, Totals& totals) {
  const core::Verdict& verdict = report.verdict;
  const bool unexplained = effect_of(report) == Effect::blocks && open_items(verdict).empty();
  if (!verdict.items.empty() && !unexplained && report.assumed.empty()) {
    return;
  }
  const pugi::xml_node test = add_case(suite, report, "verdict");
  ++totals.tests;
  if (!unexplained) {
    add(test, "system-out", headline(report));
  } else if (verdict.outcome == core::Outcome::error) {
    add_outcome(test, "error", headline(report), warning_lines(report));
    ++totals.errors;
  } else {
    add_outcome(test, "failure", headline(report), warning_lines(report));
    ++totals.failures;
  }
}

void set_totals(pugi::xml_node node, const Totals& totals) {
  set(node, "tests", std::to_string(totals.tests));
  set(node, "failures", std::to_string(totals.failures));
  set(node, "errors", std::to_string(totals.errors));
  set(node, "skipped", std::to_string(totals.skipped));
  set(node, "time", "0");
}

}  // namespace

std::string render_junit(const core::Report& report, const TextStyle&) {
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  set(declaration, "version", "1.0");
  set(declaration, "encoding", "UTF-8");
  const pugi::xml_node suites = add(document.root(), "testsuites");
  set(suites, "name", "sallyport");
  const pugi::xml_node suite = add(suites, "testsuite");
  set(suite, "name", check_name(report));
  Totals totals;
  for (const core::ItemResult& item : report.verdict.items) {
    add_item(suite, report, item, totals);
  }
  add_verdict(suite, report, totals);
  set_totals(suites, totals);
  set_totals(suite, totals);
  return xml_text(document);
}

}  // namespace sallyport::report
