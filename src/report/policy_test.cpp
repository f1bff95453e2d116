#include "report/policy_test.hpp"

#include "report/json_verdict.hpp"
#include "report/page.hpp"
#include "report/text_items.hpp"
#include "report/words.hpp"
#include "util/json_write.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

namespace sallyport::report {
namespace {

using Json = nlohmann::ordered_json;

bool has_failed(const core::CaseResult& result) {
  return !result.disagreements.empty();
}

void add_rules(Page& page, const core::Verdict& verdict) {
  const bool any = std::any_of(verdict.rules.begin(), verdict.rules.end(),
                               [](const auto& rule) { return rule.matched; });
  for (const core::RuleResult& rule : verdict.rules) {
    if (rule.matched || !any) {
      page.paragraph(rule.matched ? "  matched   " : "  no match  ",
                     util::printable(fmt::format("'{}' ({}): {}", rule.name,
                                                 core::to_string(rule.position), rule.because)));
    }
  }
}

void add_failure(Page& page, const core::CaseResult& result) {
  for (const std::string& disagreement : result.disagreements) {
    page.paragraph("  ", util::printable(disagreement));
  }
  page.paragraph("  size      ", size_phrase(result.verdict));
  add_rules(page, result.verdict);
  add_items(page, result.verdict);
}

Json expected_json(const core::PolicyCase& expected) {
  Json items = Json::object();
  for (const auto& [id, status] : expected.items) {
    items[id] = core::to_string(status);
  }
  return {{"verdict", core::to_string(expected.expect)},
          {"items", std::move(items)},
          {"only", expected.only}};
}

Json case_json(const core::CaseResult& result) {
  Json disagreements = Json::array();
  for (const std::string& disagreement : result.disagreements) {
    disagreements.push_back(disagreement);
  }
  return {{"name", result.expected.name},
          {"source", core::to_string(result.expected.position)},
          {"ok", !has_failed(result)},
          {"expected", expected_json(result.expected)},
          {"verdict", core::to_string(result.verdict.outcome)},
          {"disagreements", std::move(disagreements)},
          {"rules", rules_json(result.verdict.rules)},
          {"items", items_json(result.verdict.items)}};
}

}  // namespace

std::int64_t count_failed(const core::PolicyTest& test) {
  return std::count_if(test.results.begin(), test.results.end(), has_failed);
}

std::string render_policy_test(const core::PolicyTest& test, const TextStyle& style,
                               TestDetail detail) {
  Page page(style);
  for (const core::CaseResult& result : test.results) {
    const std::string name = util::printable(result.expected.name);
    if (has_failed(result)) {
      page.line(Tone::bad, "FAILED",
                fmt::format("  {} ({})", name,
                            util::printable(core::to_string(result.expected.position))));
      add_failure(page, result);
    } else if (detail == TestDetail::all_cases) {
      page.line(Tone::good, "ok", "      " + name);
    }
  }
  const std::int64_t failed = count_failed(test);
  if (failed > 0 || detail == TestDetail::all_cases) {
    page.line(fmt::format("{} of {} as expected, {} not, under {}",
                          std::ssize(test.results) - failed,
                          util::plural(std::ssize(test.results), "case"), failed,
                          util::printable(test.policy.source)));
  }
  return page.text();
}

std::string render_policy_test_json(const core::PolicyTest& test) {
  const std::int64_t failed = count_failed(test);
  Json cases = Json::array();
  for (const core::CaseResult& result : test.results) {
    cases.push_back(case_json(result));
  }
  return util::json_line({{"schema", "sallyport.policy-test/1"},
                          {"policy",
                           {{"source", test.policy.source},
                            {"sha256", test.policy.sha256},
                            {"repo_id", test.policy.repo_id}}},
                          {"passed", std::ssize(test.results) - failed},
                          {"failed", failed},
                          {"cases", std::move(cases)}});
}

}  // namespace sallyport::report
