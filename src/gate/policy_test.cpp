#include "gate/policy_test.hpp"

#include "attribution/attribution.hpp"
#include "gate/judge.hpp"
#include "util/error.hpp"

#include <set>

namespace sallyport::gate {
namespace {

std::vector<std::string> known_tools(const core::Policy& policy) {
  std::set<std::string> tools{std::string(core::k_unknown_tool)};
  for (const core::DetectRule& rule : attribution::catalogue()) {
    tools.insert(rule.tool);
  }
  for (const core::DetectRule& rule : policy.detect_rules) {
    tools.insert(rule.tool);
  }
  return {tools.begin(), tools.end()};
}

core::CaseResult run_case(const core::PolicyCase& expected, const Governing& governing,
                          util::Time now) {
  const core::Facts facts = core::facts_of(expected, governing.policy, governing.signers, now);
  core::Verdict verdict = core::evaluate(facts, core::findings_of(expected, facts));
  verdict.outcome = outcome_under(mode_of(governing.policy, expected.gate), verdict.outcome);
  auto disagreements = core::disagreements(expected, verdict);
  return {expected, std::move(verdict), std::move(disagreements)};
}

}  // namespace

policy::CasesResult read_cases(std::string_view toml, const std::string& source,
                               const Governing& governing) {
  auto read = policy::load_cases(
      toml, source, {governing.policy, governing.signers, known_tools(governing.policy)});
  if (read.cases.empty()) {
    throw util::Error(util::ErrorKind::usage, join_diagnostics(read.diagnostics),
                      "mend the cases, then run: sallyport policy test");
  }
  return read;
}

core::PolicyTest run_cases(const std::vector<core::PolicyCase>& cases, const Governing& governing,
                           util::Time now) {
  core::PolicyTest test{governing.origin, {}, attribution::tool_titles()};
  test.results.reserve(cases.size());
  for (const core::PolicyCase& expected : cases) {
    test.results.push_back(run_case(expected, governing, now));
  }
  return test;
}

}  // namespace sallyport::gate
