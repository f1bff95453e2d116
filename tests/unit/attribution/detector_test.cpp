#include "commits.hpp"
#include "util/error.hpp"

#include <catch2/catch.hpp>

namespace sallyport::attribution::detector_test {
namespace {

core::Policy policy_with(core::DetectRule rule) {
  core::Policy policy;
  policy.detect_rules = {std::move(rule)};
  return policy;
}

}  // namespace

TEST_CASE("a policy's own rule finds its tool") {
  const Detector detector(
      policy_with({"acme-coder/author", "acme-coder", core::EvidenceKind::author_email, "",
                   "^acme-coder@acme\\.example$", core::Strength::decisive, "", ""}));
  const auto found = detector.examine(commit_by("Bot", "Acme-Coder@acme.example")).evidence;
  REQUIRE(rules_of(found) == Ids{"acme-coder/author"});
  CHECK(found[0].tool == "acme-coder");
  CHECK(detector.examine(commit_with("Add\n\nAssisted-by: acme-coder\n")).evidence.size() == 1);
}

TEST_CASE("a policy's rule that is not a pattern is refused by name") {
  const auto policy =
      policy_with({"acme/x", "acme", core::EvidenceKind::subject, "", "(", {}, "", ""});
  try {
    const Detector detector(policy);
    FAIL("accepted");
  } catch (const util::Error& error) {
    CHECK(error.kind == util::ErrorKind::usage);
    CHECK(std::string(error.what()) ==
          "cannot use detect rule 'acme/x': its pattern is not valid: missing ): (");
  }
}

TEST_CASE("disabled rules find nothing, by id and by glob") {
  core::Policy policy;
  policy.disabled_detect_rules = {"cursor/made-with", "aider/*"};
  const Detector detector(policy);
  CHECK(detector.examine(commit_with("Add\n\nMade-with: Cursor\n")).evidence.empty());
  CHECK(detector.examine(commit_by("Alice (aider)", "alice@example.com")).evidence.empty());
  CHECK(detector.examine(commit_by("x", "cursoragent@cursor.com")).evidence.size() == 2);
}

TEST_CASE("a huge message is read at both ends") {
  const std::string filler(3U << 20U, 'x');
  CHECK(rules_of(commit_with("Add\n\n" + filler + "\n\nMade-with: Cursor\n")) ==
        Ids{"cursor/made-with"});
  CHECK(rules_of(commit_with("Add\n\nMade-with: Cursor\n\n" + filler)) == Ids{"cursor/made-with"});
  std::string lines;
  for (int i = 0; i < 300000; ++i) {
    lines += "line\n";
  }
  CHECK(rules_of(commit_with("Add\n\n" + lines + "Made-with: Cursor\n" + lines)).empty());
}

TEST_CASE("an empty message and one of odd bytes are no trouble") {
  CHECK(rules_of(commit_with("")).empty());
  CHECK(rules_of(commit_with("\n\n")).empty());
  CHECK(rules_of(commit_with("A\xff\n\nMade-with: Cursor\n\xc3\x28" + std::string(3, '\0'))) ==
        Ids{"cursor/made-with"});
}

TEST_CASE("what the environment shows is kept apart by strength and keeps secrets") {
  const auto examine = [](const util::Environment& environment) {
    return bundled().examine_ambient({environment, {}});
  };
  const auto claude = examine({{"CLAUDECODE", "1"}, {"CLAUDE_CODE_SESSION_ID", "secret"}});
  REQUIRE(claude.size() == 2);
  CHECK(claude[1].value == "CLAUDE_CODE_SESSION_ID");
  CHECK(claude[0].value == "CLAUDECODE=1");
  const auto trace = examine({{"CURSOR_TRACE_ID", "abc"}});
  REQUIRE(trace.size() == 1);
  CHECK(trace[0].strength == core::Strength::weak);
  CHECK(examine({{"AI_AGENT", "github_copilot_vscode_agent"}}).at(0).tool == "copilot");
  CHECK(examine({{"AI_AGENT", "claude-code_2-1_agent"}}).at(0).tool == "claude-code");
  CHECK(examine({{"AI_AGENT", "with blank"}}).at(0).value == "AI_AGENT");
  CHECK(rules_of(examine({{"HOME", "/home/jules"}, {"USER", "swebot"}})) ==
        Ids{"jules/env-sandbox"});
  CHECK(examine({{"HOME", "/home/jules"}, {"USER", "jules"}}).empty());
  CHECK(rules_of(examine({{"TERM_PROGRAM", "zed"}, {"GIT_PAGER", "cat"}})) == Ids{"zed/env-pager"});
  CHECK(examine({{"TERM_PROGRAM", "zed"}, {"CLAUDECODE", ""}, {"GEMINI_CLI", "0"}}).empty());
}

TEST_CASE("an editor among the ancestors is weak, an agent is strong, node is nothing") {
  const auto found =
      bundled().examine_ambient({{}, {"sh", "node", "cursor", "claude", "claude", "bash"}});
  REQUIRE(rules_of(found) == Ids{"cursor/process-editor", "claude-code/process"});
  CHECK(found[0].strength == core::Strength::weak);
  CHECK(found[1].strength == core::Strength::strong);
  CHECK(found[1].position == core::Position::process);
}

#ifdef __linux__
TEST_CASE("the ancestors of a process end before init and are bounded") {
  const auto names = ancestor_processes();
  CHECK(names.size() <= 64);
  for (const std::string& name : names) {
    CHECK_FALSE(name.empty());
  }
}
#endif

}  // namespace sallyport::attribution::detector_test
