#include "policy/condition.hpp"

#include "unit/policy/policy_fixture.hpp"

#include <catch2/catch.hpp>

namespace sallyport::policy::condition_test {
namespace {

using core::Comparison;
using core::Metric;

TEST_CASE("a condition is a comparison and a number") {
  const auto parsed = parse_condition(Metric::ai_lines, ">= 400").condition;
  REQUIRE(parsed);
  CHECK(parsed->comparison == Comparison::at_least);
  CHECK(parsed->limit == 400);
  CHECK(parse_condition(Metric::files, ">7").condition->comparison == Comparison::above);
  CHECK(parse_condition(Metric::files, "< 7").condition->comparison == Comparison::below);
  CHECK(parse_condition(Metric::files, " <=  7 ").condition->comparison == Comparison::at_most);
}

TEST_CASE("a share is kept in millionths") {
  CHECK(parse_condition(Metric::ai_share, ">= 0.5").condition->limit == 500000);
  CHECK(parse_condition(Metric::ai_share, "> 0.000001").condition->limit == 1);
  CHECK(parse_condition(Metric::ai_share, ">= 1").condition->limit == 1000000);
  CHECK(parse_condition(Metric::ai_share, "<= 1.0").condition->limit == 1000000);
}

TEST_CASE("everything else is refused with the right form") {
  const auto text = GENERATE(as<std::string>{}, "400", "= 400", ">= ", ">= -1", ">= 4 0", ">= 1.5",
                             ">= 1e3", "=> 4", ">= 99999999999999999999", ">== 3", "");
  CHECK(parse_condition(Metric::ai_lines, text).fault ==
        "must be '>=', '>', '<' or '<=' and a number, such as \">= 400\", not '" + text + "'");
}

TEST_CASE("a share with another form than a decimal is refused") {
  const auto text =
      GENERATE(as<std::string>{}, ">= .5", ">= 0.", ">= 0.1234567", ">= 50%", ">= 0.5.1");
  CHECK(parse_condition(Metric::ai_share, text).fault ==
        "must be '>=', '>', '<' or '<=' and a number, such as \">= 0.5\", not '" + text + "'");
}

TEST_CASE("a condition that can never hold is refused") {
  CHECK(parse_condition(Metric::lines, "< 0").fault == "can never hold with '< 0'");
  CHECK(parse_condition(Metric::ai_share, "> 1").fault == "can never hold with '> 1'");
  CHECK(parse_condition(Metric::ai_share, ">= 1.5").fault == "can never hold with '>= 1.5'");
  CHECK(parse_condition(Metric::lines, "<= 0").condition);
}

TEST_CASE("a condition is a string in the policy") {
  CHECK(
      messages(load_body("[[rule]]\nname = \"r\"\nask = true\nwhen = { ai_lines = 400 }\n")) ==
      Lines{"policy.toml:6:21: error: 'rule.when.ai_lines' must be a condition such as \">= 400\", "
            "not an integer"});
  CHECK(messages(load_body("[[rule]]\nname = \"r\"\nask = true\nwhen = { files = \"< 0\" }\n")) ==
        Lines{"policy.toml:6:18: error: 'rule.when.files' can never hold with '< 0'"});
}

TEST_CASE("every metric has its key") {
  CHECK(util::enum_of<Metric>("ai_lines") == Metric::ai_lines);
  CHECK(util::enum_of<Metric>("recent_ai_lines") == Metric::recent_ai_lines);
  CHECK_FALSE(util::enum_of<Metric>("paths"));
}

}  // namespace
}  // namespace sallyport::policy::condition_test
