#include "core/origin/attribute.hpp"

#include "builders.hpp"

#include <catch2/catch.hpp>

#include <optional>

namespace sallyport::core::test::attribute_test {
namespace {

/// What one commit with that evidence and declaration is from.
CommitAttribution attributed(const CommitEvidence& evidence, const Declarations& declarations,
                             const Policy& policy = {}) {
  Change change;
  change.commits = {commit_by("alice@example.com")};
  return attribute(change, {evidence}, declarations, policy).commits.at(0);
}

Declarations none() {
  return {{Declaration{}}, {}};
}

Declarations for_commit(Origin origin, const std::string& tool = "") {
  return {{Declaration{origin, tool}}, {}};
}

TEST_CASE("a commit without evidence is undeclared and never human") {
  const auto result = attributed({}, none());
  CHECK(result.origin == Origin::undeclared);
  CHECK(result.tool.empty());
  CHECK(result.subject == "subject");
}

TEST_CASE("the strongest evidence names the tool and the first of equals wins") {
  CommitEvidence found = evidence_of("cursor", Strength::strong);
  found.evidence.push_back(evidence_of("claude-code", Strength::decisive).evidence.front());
  found.evidence.push_back(evidence_of("codex", Strength::decisive).evidence.front());
  const auto result = attributed(found, none());
  CHECK(result.origin == Origin::ai);
  CHECK(result.tool == "claude-code");
  CHECK(result.evidence.size() == 3);
}

TEST_CASE("evidence weaker than the policy's minimum is reported and moves nothing") {
  const CommitEvidence weak = evidence_of("codex", Strength::weak);
  const auto result = attributed(weak, none());
  CHECK(result.origin == Origin::undeclared);
  CHECK(result.tool.empty());
  CHECK(result.evidence.size() == 1);

  Policy wary;
  wary.min_strength = Strength::weak;
  CHECK(attributed(weak, none(), wary).origin == Origin::ai);

  Policy lax;
  lax.min_strength = Strength::decisive;
  CHECK(attributed(evidence_of("codex", Strength::strong), none(), lax).origin ==
        Origin::undeclared);
}

TEST_CASE("an AI with human co-authors is mixed and counts as AI") {
  CommitEvidence found = evidence_of("cursor");
  found.human_co_authors = {"bob@example.com"};
  CHECK(attributed(found, none()).origin == Origin::mixed);
  CHECK(is_ai(Origin::mixed));
  CHECK(is_ai(Origin::ai));
  CHECK_FALSE(is_ai(Origin::automation));
  CHECK_FALSE(is_ai(Origin::undeclared));
  CHECK_FALSE(is_ai(Origin::human));
}

TEST_CASE("automation is a label of what is undeclared") {
  CommitEvidence bot;
  bot.automation = true;
  CHECK(attributed(bot, none()).origin == Origin::automation);
  CHECK(attributed(bot, for_commit(Origin::human)).origin == Origin::human);
  CommitEvidence both = evidence_of("copilot");
  both.automation = true;
  CHECK(attributed(both, none()).origin == Origin::ai);
}

TEST_CASE("a human declaration never takes AI evidence away") {
  const auto result = attributed(evidence_of("lovable"), for_commit(Origin::human));
  CHECK(result.origin == Origin::ai);
  CHECK(result.tool == "lovable");
}

TEST_CASE("a declared AI needs no evidence and its tool is the declared one") {
  const auto result = attributed({}, for_commit(Origin::ai, "base44"));
  CHECK(result.origin == Origin::ai);
  CHECK(result.tool == "base44");
  CHECK(attributed(evidence_of("replit"), for_commit(Origin::ai, "base44")).tool == "replit");
}

TEST_CASE("what is declared of the whole change holds for each commit and for lines from outside") {
  Declarations declared = none();
  declared.whole.origin = Origin::human;
  Change change;
  change.commits = {commit_by("alice@example.com")};
  const Attribution result = attribute(change, {CommitEvidence{}}, declared, {});
  CHECK(result.commits.at(0).origin == Origin::human);
  CHECK(result.outside == Origin::human);
  CHECK(attribute(change, {CommitEvidence{}}, none(), {}).outside == Origin::undeclared);
}

TEST_CASE("declared AI beats declared human whichever of them is about the whole") {
  Declarations commit_is_ai = for_commit(Origin::ai, "cursor");
  commit_is_ai.whole.origin = Origin::human;
  CHECK(attributed({}, commit_is_ai).origin == Origin::ai);

  Declarations whole_is_ai = for_commit(Origin::human);
  whole_is_ai.whole = {Origin::ai, "cursor"};
  CHECK(attributed({}, whole_is_ai).origin == Origin::ai);
  CHECK(attributed({}, whole_is_ai).tool == "cursor");
}

}  // namespace
}  // namespace sallyport::core::test::attribute_test
