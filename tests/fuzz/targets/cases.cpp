#include "policy/cases.hpp"

#include "core/verdict/evaluate.hpp"
#include "fuzz/targets.hpp"

namespace sallyport::fuzz {

/// A file of `[[case]]` tables, and the judgement of each.
void cases(std::string_view input) {
  static const core::Policy k_policy =
      policy::load(policy::find_bundled("strict@1")->toml, "policy.toml", {}).policy.value();
  const auto read = policy::load_cases(input, "policy_test.toml", {k_policy, {}, {"claude-code"}});
  for (const core::PolicyCase& made_up : read.cases) {
    const core::Facts facts = core::facts_of(made_up, k_policy, {}, {});
    (void)core::disagreements(made_up, core::evaluate(facts, core::findings_of(made_up, facts)));
  }
}

}  // namespace sallyport::fuzz
