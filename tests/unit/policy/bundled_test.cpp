#include "policy/policy.hpp"
#include "unit/policy/policy_fixture.hpp"

#include <catch2/catch.hpp>

namespace sallyport::policy::bundled_test {
namespace {

core::Policy bundled(std::string_view name) {
  const BundledPolicy* policy = find_bundled(name);
  REQUIRE(policy != nullptr);
  const LoadResult result = load(policy->toml, "sallyport:" + std::string(policy->name), {});
  CAPTURE(messages(result));
  REQUIRE(result.policy);
  return *result.policy;
}

const core::Rule& rule(const core::Policy& policy, std::string_view name) {
  for (const core::Rule& candidate : policy.rules) {
    if (candidate.name == name) {
      return candidate;
    }
  }
  throw std::runtime_error("no such rule");
}

TEST_CASE("the seven bundled policies are sorted and say whom they are for") {
  Lines names;
  for (const BundledPolicy& policy : bundled_policies()) {
    names.emplace_back(policy.name);
    CHECK(policy.summary.starts_with("For "));
    CHECK(policy.toml.starts_with("# For "));
    CHECK(policy.toml.find("# What it costs: ") != std::string_view::npos);
  }
  CHECK(names == Lines{"advisory@1", "production@1", "prototype@1", "senior-approval@1", "solo@1",
                       "standard@1", "strict@1"});
}

TEST_CASE("every bundled policy loads without errors and keeps its questions") {
  for (const BundledPolicy& policy : bundled_policies()) {
    CAPTURE(policy.name);
    const core::Policy loaded = bundled(policy.name);
    CHECK(loaded.rules.size() >= 2);
    for (const auto& [id, item] : loaded.items) {
      CAPTURE(id);
      CHECK_FALSE(item.questions.empty());
      CHECK_FALSE(item.text.empty());
    }
  }
}

TEST_CASE("a bundled policy is found by its name and version, or by its name alone") {
  REQUIRE(find_bundled("standard@1") != nullptr);
  CHECK(find_bundled("standard") == find_bundled("standard@1"));
  CHECK(find_bundled("standard@2") == nullptr);
  CHECK(find_bundled("standar") == nullptr);
  CHECK(find_bundled("") == nullptr);
}

TEST_CASE("standard holds 400 AI lines back for three independent reviews") {
  const core::Policy policy = bundled("standard@1");
  const core::Rule& large = rule(policy, "large AI change");
  REQUIRE(large.when.conditions.size() == 1);
  CHECK(large.when.conditions[0].metric == core::Metric::ai_lines);
  CHECK(large.when.conditions[0].comparison == core::Comparison::at_least);
  CHECK(large.when.conditions[0].limit == 400);
  CHECK(large.require == Lines{"security", "scalability", "architecture"});
  CHECK(large.position.source == "sallyport:standard@1");
  CHECK(rule(policy, "large and undeclared").ask);
  CHECK(policy.items.at("security").independent);
  CHECK(policy.exclude_paths.empty());
}

TEST_CASE("standard holds any AI line back where 1200 landed lately without a review") {
  const core::Rule recent = rule(bundled("standard@1"), "much AI code landed lately");
  REQUIRE(recent.when.conditions.size() == 2);
  CHECK(recent.when.conditions[0].metric == core::Metric::ai_lines);
  CHECK(recent.when.conditions[0].limit == 1);
  CHECK(recent.when.conditions[1].metric == core::Metric::recent_ai_lines);
  CHECK(recent.when.conditions[1].limit == 1200);
}

TEST_CASE("strict asks two people with touched keys and stays with same-delta") {
  const core::Policy policy = bundled("strict@1");
  CHECK(rule(policy, "large AI change").when.conditions[0].limit == 150);
  CHECK(rule(policy, "large AI change").position.source == "sallyport:strict@1");
  CHECK(rule(policy, "AI in a sensitive path").when.paths.size() == 23);
  CHECK(policy.items.at("security").count == 2);
  CHECK(policy.items.at("security").independent);
  CHECK(policy.items.at("security").assurance == core::Assurance::touch);
  CHECK(policy.items.at("architecture").survives == core::Rung::same_delta);
  CHECK(policy.declare_max == 300);
}

TEST_CASE("solo is never independent") {
  for (const auto& [id, item] : bundled("solo@1").items) {
    CAPTURE(id);
    CHECK(item.independent == (id == "policy-change"));
  }
}

TEST_CASE("advisory warns at every gate") {
  using core::Gate;
  using core::Mode;
  CHECK(bundled("advisory@1").gates == std::map<Gate, Mode>{{Gate::ci, Mode::warn},
                                                            {Gate::pre_commit, Mode::warn},
                                                            {Gate::pre_push, Mode::warn},
                                                            {Gate::pre_receive, Mode::warn}});
}

TEST_CASE("prototype is silent at commits and nowhere else") {
  CHECK(bundled("prototype@1").gates ==
        std::map<core::Gate, core::Mode>{{core::Gate::pre_commit, core::Mode::off}});
}

TEST_CASE("senior-approval asks one of @senior for any AI file") {
  const core::Policy policy = bundled("senior-approval@1");
  const core::Rule& any = rule(policy, "any AI-assisted change");
  CHECK(any.when.conditions[0].metric == core::Metric::ai_files);
  CHECK(any.when.conditions[0].limit == 1);
  CHECK(policy.items.at("senior-approval").approvers == Lines{"@senior"});
  CHECK(policy.groups.at("senior").empty());
}

TEST_CASE("production asks seven items of a large AI change") {
  const core::Policy policy = bundled("production@1");
  CHECK(rule(policy, "large AI change").require == Lines{"purpose", "security", "scalability",
                                                         "architecture", "operability",
                                                         "data-safety", "ui-quality"});
  CHECK(policy.items.at("purpose").level == core::Level::create);
}

}  // namespace
}  // namespace sallyport::policy::bundled_test
