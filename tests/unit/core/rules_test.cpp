#include "core/policy/rules.hpp"

#include "builders.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sallyport::core::test::rules_test {
namespace {

/// 60 AI lines and an AI deletion in `src/auth`, 40 undeclared lines in `docs`, a binary, and a
/// lock file; three commits.
struct Sample {
  Change change;
  Attribution attribution;
  Policy policy;
  std::vector<RecentLines> recent;

  Sample() {
    FileChange binary;
    binary.entry = entry("logo.png", "", "png");
    binary.opaque = true;
    binary.opaque_bytes = 52000;
    binary.packed = true;
    FileChange gone;
    gone.entry = entry("src/auth/old.cc", "old", "");
    gone.deleted = 25;
    gone.touched_by = {0};
    FileChange lock = added_file("go.sum", 70, 1);
    lock.lock_file = true;
    change.files = {added_file("docs/guide.md", 40, 1), lock, binary,
                    added_file("src/auth/login.cc", 60, 0), gone};
    change.commits.resize(3);
    attribution.commits.resize(3);
    attribution.commits[0].origin = Origin::ai;
    attribution.commits[0].tool = "cursor";
  }

  [[nodiscard]] RuleResult judged(const When& when,
                                  const std::optional<std::string>& target = "refs/heads/main",
                                  const std::string& name = "a rule") const {
    Rule rule;
    rule.name = name;
    rule.when = when;
    Facts facts;
    facts.change = change;
    facts.policy = policy;
    facts.policy.rules = {rule};
    facts.target = target;
    Findings findings;
    findings.recent = recent;
    return evaluate_rule(facts, findings, 0, attribution);
  }

  [[nodiscard]] std::string because(Metric metric, Comparison comparison,
                                    std::int64_t limit) const {
    When when;
    when.conditions = {{metric, comparison, limit}};
    return report::because(judged(when));
  }

  [[nodiscard]] bool matches(Metric metric, Comparison comparison, std::int64_t limit) const {
    When when;
    when.conditions = {{metric, comparison, limit}};
    return judged(when).matched;
  }
};

When at_least(Metric metric, std::int64_t limit) {
  When when;
  when.conditions = {{metric, Comparison::at_least, limit}};
  return when;
}

TEST_CASE("every measured key has its value and a limit holds at it and not above") {
  struct Row {
    Metric metric;
    std::int64_t value;
  };
  const Sample sample;
  const std::vector<Row> rows{Row{Metric::ai_lines, 60},
                              Row{Metric::undeclared_lines, 40},
                              Row{Metric::unreviewed_lines, 100},
                              Row{Metric::ai_files, 2},
                              Row{Metric::ai_share, 600000},
                              Row{Metric::lines, 100},
                              Row{Metric::deleted_lines, 25},
                              Row{Metric::files, 5},
                              Row{Metric::commits, 3},
                              Row{Metric::opaque_files, 1},
                              Row{Metric::opaque_bytes, 52000},
                              Row{Metric::packed_files, 1},
                              Row{Metric::excluded_lines, 70},
                              Row{Metric::excluded_files, 1}};
  REQUIRE(rows.size() == k_metrics.size() - 2);  // what looks back: below
  for (const Row& row : rows) {
    INFO(to_string(row.metric));
    CHECK(sample.matches(row.metric, Comparison::at_least, row.value));
    CHECK_FALSE(sample.matches(row.metric, Comparison::at_least, row.value + 1));
    CHECK_FALSE(sample.matches(row.metric, Comparison::above, row.value));
    CHECK(sample.matches(row.metric, Comparison::above, row.value - 1));
    CHECK_FALSE(sample.matches(row.metric, Comparison::below, row.value));
    CHECK(sample.matches(row.metric, Comparison::below, row.value + 1));
    CHECK(sample.matches(row.metric, Comparison::at_most, row.value));
    CHECK_FALSE(sample.matches(row.metric, Comparison::at_most, row.value - 1));
  }
}

TEST_CASE("what landed lately is added to the AI lines of the change") {
  Sample sample;
  sample.recent = {{40, 30, "1a2b3c4..5d6e7f8", false}};
  CHECK(sample.matches(Metric::recent_ai_lines, Comparison::at_least, 100));
  CHECK_FALSE(sample.matches(Metric::recent_ai_lines, Comparison::at_least, 101));
  CHECK(sample.because(Metric::recent_ai_lines, Comparison::at_least, 100) ==
        "recent_ai_lines 100 >= 100 (40 of them landed before, in 1a2b3c4..5d6e7f8)");
  CHECK(sample.because(Metric::recent_undeclared_lines, Comparison::at_least, 1)
            .ends_with("(30 of them landed before, in 1a2b3c4..5d6e7f8)"));
  sample.recent = {{40, 30, "", true}};
  CHECK(sample.because(Metric::recent_ai_lines, Comparison::above, 100) ==
        "recent_ai_lines 100 not > 100 (at most: 40 of them landed before, reviewed or not)");
  sample.recent = {{}};
  CHECK(sample.because(Metric::recent_ai_lines, Comparison::at_least, 100) ==
        "recent_ai_lines 60 not >= 100");
}

TEST_CASE("a rule waits for what landed lately only where that can decide it") {
  Sample sample;
  const auto waits = [&](Comparison comparison, std::int64_t limit) {
    When when;
    when.conditions = {{Metric::recent_ai_lines, comparison, limit}};
    return sample.judged(when).waits_for_recent;
  };
  CHECK(waits(Comparison::at_least, 61));
  CHECK_FALSE(waits(Comparison::at_least, 60));
  CHECK(waits(Comparison::below, 61));
  CHECK_FALSE(waits(Comparison::below, 60));
  CHECK(sample.because(Metric::recent_ai_lines, Comparison::at_least, 60) ==
        "recent_ai_lines 60 >= 60 (this change alone)");

  When when = at_least(Metric::recent_ai_lines, 1000);
  when.conditions.push_back({Metric::ai_lines, Comparison::at_least, 60});
  CHECK(sample.judged(when).waits_for_recent);
  CHECK(sample.judged(when).own.ai == 60);
  when.conditions.push_back({Metric::files, Comparison::above, 5});
  CHECK_FALSE(sample.judged(when).waits_for_recent);
  CHECK(report::because(sample.judged(when)) == "files 5 not > 5");
  when = at_least(Metric::recent_ai_lines, 1000);
  when.paths = {"nowhere/**"};
  CHECK_FALSE(sample.judged(when).waits_for_recent);
  when.paths = {"docs/**"};
  CHECK(sample.judged(when).waits_for_recent);
  CHECK(sample.judged(when).own.ai == 0);

  sample.recent = {{}};
  CHECK_FALSE(waits(Comparison::at_least, 61));
}

TEST_CASE("a rule says why it matched or what failed") {
  const Sample sample;
  CHECK(sample.because(Metric::ai_lines, Comparison::at_least, 50) == "ai_lines 60 >= 50");
  CHECK(sample.because(Metric::ai_lines, Comparison::above, 60) == "ai_lines 60 not > 60");
  CHECK(sample.because(Metric::ai_share, Comparison::at_least, 500000) == "ai_share 0.6 >= 0.5");
}

TEST_CASE("all conditions of one rule must hold") {
  const Sample sample;
  When when = at_least(Metric::ai_lines, 50);
  when.conditions.push_back({Metric::undeclared_lines, Comparison::below, 41});
  CHECK(report::because(sample.judged(when)) == "ai_lines 60 >= 50, undeclared_lines 40 < 41");
  when.conditions.push_back({Metric::files, Comparison::above, 5});
  CHECK_FALSE(sample.judged(when).matched);
  CHECK(report::because(sample.judged(when)) == "files 5 not > 5");
}

TEST_CASE("the share of AI is compared without rounding") {
  Sample sample;
  sample.change.files = {added_file("a", 1, 0), added_file("b", 2, 1)};
  CHECK(sample.matches(Metric::ai_share, Comparison::above, 333333));
  CHECK_FALSE(sample.matches(Metric::ai_share, Comparison::at_least, 333334));
}

TEST_CASE("a change without added lines has no AI share at all") {
  Sample sample;
  sample.change.files.erase(sample.change.files.begin(), sample.change.files.begin() + 4);
  CHECK_FALSE(sample.matches(Metric::ai_share, Comparison::at_least, 500000));
  CHECK(sample.matches(Metric::ai_share, Comparison::below, 500000));
  CHECK(sample.because(Metric::ai_share, Comparison::at_least, 500000) == "ai_share 0 not >= 0.5");
}

TEST_CASE("the numbers of a rule with paths count only what matches") {
  const Sample sample;
  When when = at_least(Metric::lines, 60);
  when.paths = {"src/auth/**"};
  CHECK(report::because(sample.judged(when)) == "lines 60 >= 60");
  when = at_least(Metric::lines, 40);
  when.not_paths = {"src/**"};
  CHECK(report::because(sample.judged(when)) == "lines 40 >= 40");
  when = at_least(Metric::lines, 41);
  when.not_paths = {"SRC/**"};  // leaves out only what has that very name
  CHECK(sample.judged(when).matched);
  when = at_least(Metric::deleted_lines, 1);
  when.paths = {"*.cc"};
  when.not_paths = {"old.cc"};
  CHECK(report::because(sample.judged(when)) == "deleted_lines 0 not >= 1");
}

TEST_CASE("a rule whose paths nothing matches does not hold whatever its numbers") {
  const Sample sample;
  When when;
  when.conditions = {{Metric::ai_lines, Comparison::at_most, 1000}};
  when.paths = {"infra/**"};
  CHECK_FALSE(sample.judged(when).matched);
  CHECK(report::because(sample.judged(when)) == "no file matches its paths");
}

TEST_CASE("paths of rules are compared case-folded and normalized") {
  Sample sample;
  sample.change.files = {added_file("SRC/Auth/login.cc", 60, 0)};
  When when = at_least(Metric::ai_files, 1);
  when.paths = {"src/auth/**"};
  CHECK(sample.judged(when).matched);

  sample.change.files = {added_file("src/cafe\xcc\x81/menu.cc", 60, 0)};
  when.paths = {"src/CAF\xc3\x89/**"};
  CHECK(sample.judged(when).matched);

  sample.change.files = {added_file("SRC/auth/\xff.cc", 60, 0)};
  when.paths = {"SRC/auth/**"};
  CHECK(sample.judged(when).matched);
}

TEST_CASE("a rule on tools holds when one of them was seen where its paths select") {
  const Sample sample;
  When when;
  when.tools = {"claude-code", "cursor"};
  CHECK(sample.judged(when).matched);
  CHECK(report::because(sample.judged(when)) == "its paths, tools and targets match");
  when.paths = {"docs/**"};
  CHECK(report::because(sample.judged(when)) == "none of its tools was seen");
  when.paths.clear();
  when.tools = {"claude-code"};
  CHECK_FALSE(sample.judged(when).matched);
}

TEST_CASE("a rule on targets holds where the change lands there or nobody knows where") {
  const Sample sample;
  When when = at_least(Metric::ai_lines, 1);
  when.targets = {"refs/heads/release/*"};
  CHECK(sample.judged(when, "refs/heads/release/1.2").matched);
  CHECK(sample.judged(when, std::nullopt).matched);
  CHECK(report::because(sample.judged(when, "refs/heads/main")) ==
        "target refs/heads/main is not one of its targets");
}

TEST_CASE("a result carries the name and place of its rule") {
  const Sample sample;
  Rule rule = rule_on(Metric::ai_lines, 1, "security");
  rule.position = {".sallyport/policy.toml", 14, 1};
  Facts facts;
  facts.change = sample.change;
  facts.policy.rules = {rule};
  const RuleResult result = evaluate_rule(facts, {}, 0, sample.attribution);
  CHECK(result.name == "rule on ai_lines");
  CHECK(to_string(result.position) == ".sallyport/policy.toml:14");
}

}  // namespace
}  // namespace sallyport::core::test::rules_test
