#include "report/findings.hpp"
#include "report/json.hpp"
#include "report/phrases.hpp"
#include "report/report.hpp"
#include "report/text.hpp"
#include "util/json_write.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace sallyport::report {
namespace {

void add_list(std::vector<std::string>& parts, std::string_view name,
              const std::vector<std::string>& values) {
  if (!values.empty()) {
    parts.push_back(fmt::format("{} {}", name, util::join(values, " or ")));
  }
}

std::string shown(const core::When& when) {
  std::vector<std::string> parts;
  for (const core::Condition& condition : when.conditions) {
    parts.push_back(phrase(condition));
  }
  add_list(parts, "path", when.paths);
  add_list(parts, "path is not", when.not_paths);
  add_list(parts, "tool", when.tools);
  add_list(parts, "target", when.targets);
  return parts.empty() ? "always" : "when " + util::join(parts, " and ");
}

std::string render_rule(const core::Rule& rule) {
  std::vector<std::string> asks = rule.require;
  if (rule.ask) {
    asks.emplace_back("a declaration of who wrote it");
  }
  return fmt::format("  {} ({})\n    {}: {}\n", rule.name, to_string(rule.position),
                     shown(rule.when), util::join(asks, ", "));
}

std::string render_item(const core::Item& item) {
  const std::string who =
      item.approvers.empty() ? "any enrolled person" : util::join(item.approvers, ", ");
  const std::string_view signature =
      item.signature_required ? to_string(item.assurance) : "not needed";
  std::string text =
      fmt::format("  {}: {} ({})\n    {}\n", item.id, item.title, to_string(item.level), item.text);
  text += fmt::format("    {} of {}{}; signature {}{}; survives {}; {}\n", item.count, who,
                      item.independent ? ", not an author of it" : "", signature,
                      item.attested ? ", with an attested key" : "", to_string(item.survives),
                      item.expires_days == 0
                          ? std::string("never expires")
                          : "expires after " + util::plural(item.expires_days, "day"));
  for (const core::Question& question : item.questions) {
    text += fmt::format("    - {} ({} or more)\n", question.ask,
                        util::plural(question.min_words, "word"));
  }
  return text;
}

bool has_failed(const core::CaseResult& result) {
  return !result.disagreements.empty();
}

void add_rules(Page& page, const core::Verdict& verdict) {
  const bool any = !matched_rules(verdict).empty();
  for (const core::RuleResult& rule : verdict.rules) {
    if (rule.matched || !any) {
      add_rule(page, rule);
    }
  }
}

void add_failure(Page& page, const core::ToolTitles& titles, const core::CaseResult& result) {
  for (const core::Disagreement& disagreement : result.disagreements) {
    page.paragraph("  ", phrase(result, disagreement));
  }
  page.paragraph("  size      ", size_phrase(titles, result.verdict));
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
  return {{"name", result.expected.name},
          {"source", core::to_string(result.expected.position)},
          {"ok", !has_failed(result)},
          {"expected", expected_json(result.expected)},
          {"verdict", core::to_string(result.verdict.outcome)},
          {"disagreements",
           array_of(result.disagreements, [&](const auto& one) { return phrase(result, one); })},
          {"rules", rules_json(result.verdict)},
          {"items", items_json(result.verdict)}};
}

}  // namespace

std::string render_policy(const core::Policy& policy) {
  std::string text =
      fmt::format("repository {}, changes land at {}\n\nrules\n",
                  policy.repo_id.empty() ? "(no repo_id)" : policy.repo_id,
                  policy.refs.empty() ? "(no target)" : util::join(policy.refs, ", "));
  for (const core::Rule& rule : policy.rules) {
    text += render_rule(rule);
  }
  text += "\nitems\n";
  for (const auto& [id, item] : policy.items) {
    text += render_item(item);
  }
  text += "\ngates\n";
  for (const auto& [gate, mode] : policy.gates) {
    text += fmt::format("  {}: {}\n", to_string(gate), to_string(mode));
  }
  std::string printable;
  for (const std::string_view line : util::split_lines(text)) {
    printable += util::printable(line) + "\n";
  }
  return printable;
}

std::int64_t count_failed(const core::PolicyTest& test) {
  return std::count_if(test.results.begin(), test.results.end(), has_failed);
}

std::string render_policy_test(const core::PolicyTest& test, const TextStyle& style,
                               TestDetail detail) {
  Page page(style);
  for (const core::CaseResult& result : test.results) {
    if (has_failed(result)) {
      page.line(Tone::bad, "FAILED",
                fmt::format("  {} ({})", result.expected.name,
                            core::to_string(result.expected.position)));
      add_failure(page, test.tool_titles, result);
    } else if (detail == TestDetail::all_cases) {
      page.line(Tone::good, "ok", "      " + result.expected.name);
    }
  }
  const std::int64_t failed = count_failed(test);
  if (failed > 0 || detail == TestDetail::all_cases) {
    page.line(
        fmt::format("{} of {} as expected, {} not, under {}", std::ssize(test.results) - failed,
                    util::plural(std::ssize(test.results), "case"), failed, test.policy.source));
  }
  return page.text();
}

std::string render_policy_test_json(const core::PolicyTest& test) {
  const std::int64_t failed = count_failed(test);
  return util::json_line({{"schema", "sallyport.policy-test/1"},
                          {"policy", policy_json(test.policy)},
                          {"passed", std::ssize(test.results) - failed},
                          {"failed", failed},
                          {"cases", array_of(test.results, case_json)}});
}

}  // namespace sallyport::report
