#include "commits.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace sallyport::attribution::people_test {
namespace {

bool counts(const core::Commit& commit) {
  const auto found = bundled().examine(commit).evidence;
  return std::any_of(found.begin(), found.end(), [](const core::Evidence& evidence) {
    return evidence.strength >= core::Strength::strong;
  });
}

/// Whether `name <email>` as author, committer or co-author is evidence that counts.
bool counts_anywhere(const std::string& name, const std::string& email) {
  core::Commit committed = commit_with("Add a parser\n");
  committed.committer = {name, email};
  return counts(commit_by(name, email)) || counts(committed) ||
         counts(commit_with("Add\n\nCo-authored-by: " + name + " <" + email + ">\n"));
}

}  // namespace

TEST_CASE("people with the names of tools and addresses of their own are people") {
  const auto [name, email] = GENERATE(table<std::string, std::string>({
      {"Claude Martin", "claude@example.org"},
      {"Jean-Claude", "jean.claude@example.fr"},
      {"Claude Dubois", "claude.code@example.com"},
      {"Devin AI", "devin@ai.example"},
      {"Devin", "devin@devin.example"},
      {"Jules", "jules@example.fr"},
      {"Cursor Agent", "agent@cursor.example"},
      {"Ana Cursor", "cursor@example.com"},
      {"Codex", "codex@example.com"},
      {"Copilot", "copilot@flights.example"},
      {"Amp Meyer", "amp@meyer.example"},
      {"Goose", "goose@example.com"},
      {"Junie Moon", "junie@example.com"},
      {"Crush", "crush@example.com"},
      {"Pi", "pi@example.com"},
      {"Ona", "ona@example.lt"},
      {"Manus", "manus@example.gr"},
      {"Paul Example", "paul@aider.chat"},
      {"aider", "aider@example.com"},
      {"Cline Contributors", "contributors@cline.dev"},
      {"Alice Example (opus)", "alice@example.com"},
      {"Kiro Tanaka", "kiro@example.jp"},
      {"Kiro", "kiro@amazon.example"},
      {"Happy", "happy@example.in"},
      {"Vibe", "vibe@example.dk"},
      {"Letta", "letta@example.ie"},
      {"Letta Code", "letta@code.example"},
      {"Charlie", "charlie@example.com"},
      {"Droid", "droid@example.com"},
      {"Antigravity", "jump@example.org"},
      {"Claude (Anthropic fan)", "claude@example.fr"},
      {"Hermes Agent", "hermes@agent.example"},
      {"Orca", "orca@example.com"},
      {"Pochi", "pochi@example.jp"},
      {"Bob", "bob@ibm.com"},
      {"Grok", "grok@example.com"},
      {"Sisyphus", "sisyphus@example.gr"},
  }));
  INFO(name << " <" << email << ">");
  CHECK_FALSE(counts_anywhere(name, email));
}

TEST_CASE("addresses that only look like a tool's are people's") {
  const auto email = GENERATE(
      as<std::string>(), "noreply@anthropic.com.example", "noreply@anthropic.co",
      "noreply@mail.anthropic.com.example", "not-noreply@anthropic.com", "noreply@xanthropic.com",
      "cursoragent@cursor.community", "my.cursoragent@cursor.com", "codex@openai.com.example",
      "openhands@all-hands.example", "noreply@lovable.dev.example", "noreply@lovable.devel",
      "crush@charm.land.example", "amp@ampcode.community",
      "41234567-alice@users.noreply.replit.com.example", "alice@letta.com",
      "vibe@mistral.ai.example", "agent-smith@letta.com", "noreply@getpochi.com.example",
      "alice@continue.dev", "alice@cline.bot", "cline-agent@users.noreply.github.com.example",
      "alice@warp.dev", "42+kiro-agent@users.noreply.github.com", "tembo@users.noreply.github.com",
      "alice@kimi.com", "alice@factory.ai", "alice@nousresearch.com");
  INFO(email);
  CHECK_FALSE(counts_anywhere("Alice Example", email));
}

TEST_CASE("an account with the login of a tool and another number is a person's") {
  const auto local =
      GENERATE(as<std::string>(), "1+Copilot", "1198982749+Copilot", "19898274+Copilot", "Copilot",
               "198982749", "198982749-Copilot", "7+devin-ai-integration[bot]",
               "42+gpt-engineer-app[bot]", "42+base44-builder[bot]", "42+figma[bot]", "42+Claude",
               "42+cursor[bot]", "x158243242+devin-ai-integration[bot]");
  INFO(local);
  CHECK_FALSE(counts_anywhere("Alice Example", local + "@users.noreply.github.com"));
}

TEST_CASE("the number of a tool's account on another host is a person's") {
  CHECK_FALSE(counts_anywhere("Alice Example", "198982749+Copilot@users.noreply.example.com"));
  CHECK_FALSE(counts_anywhere("Alice Example", "198982749+Copilot@example.com"));
}

TEST_CASE("who reviewed, reported or tested a commit did not write it") {
  const auto key = GENERATE(as<std::string>(), "Reviewed-by", "Reported-by", "Tested-by", "Cc",
                            "Suggested-by", "Acked-by");
  INFO(key);
  CHECK_FALSE(counts(commit_with("Fix\n\n" + key + ": Claude <noreply@anthropic.com>\n")));
  CHECK_FALSE(counts(commit_with("Fix\n\n" + key + ": Cursor <cursoragent@cursor.com>\n")));
}

TEST_CASE("sentences about tools do not count") {
  const auto line = GENERATE(
      as<std::string>(), "Generated with Crush depth sensors", "Made with Cursor",
      "We made-with: nothing", "Cursor moved by Devin and Jules", "Claude-Sessions: 3",
      "See https://claude.ai/code/session_01AbCd for details", "Agent-Logs-Url: none",
      "Amp-Thread-ID: 5 ampere", "Replit-Commit-Author: Alice", "X-Lovable-Edit-ID: soon",
      "Model: GTX 1080", "Model: gpt-4", "Agent: Smith", "Agent-ID: 7", "Assisted by Alice",
      "Assisted by AI Weiwei", "Created by Devin.", "Made by Amp", "Plan: see below",
      "Written by Letta Codes", "Implemented using Gemini CLI's new protocol",
      "Developed with Claude Code hooks in mind", "via Happy Valley", "Assisted-by: Charlie",
      "Assisted-by: Happy", "Assisted-by: Letta", "Generated-by: codegen", "Generated by Kiro",
      "Generated with Continue statements removed");
  INFO(line);
  CHECK_FALSE(counts(commit_with("Fix\n\n" + line + "\n\nMore text.\n")));
}

TEST_CASE(
    "Junie is known as a co-author; its address as author is its maker's release automation") {
  CHECK(rules_of(commit_with("Add\n\nCo-authored-by: Junie <junie@jetbrains.com>\n")) ==
        Ids{"junie/co-author-address"});
  const auto found = bundled().examine(commit_by("Junie", "junie@jetbrains.com")).evidence;
  REQUIRE(rules_of(found) == Ids{"junie/author-address"});
  CHECK(found[0].strength == core::Strength::weak);
}

TEST_CASE("a commit of Crush is found by its trailers and its line, whatever sign is in front") {
  CHECK(rules_of(commit_with("Add\n\n💘 Generated with Crush\n\n"
                             "Co-Authored-By: Crush <crush@charm.land>\n")) ==
        Ids{"crush/generated-with", "crush/co-author-address"});
  CHECK(rules_of(commit_with("Add\n\n🐘 Generated with Crush\n")) == Ids{"crush/generated-with"});
  const auto found =
      bundled()
          .examine(commit_with("Add\n\nAssisted-by: GLM-5 via Crush <crush@charm.land>\n"))
          .evidence;
  REQUIRE(found.size() == 1);
  CHECK(found[0].tool == "crush");
  CHECK(found[0].strength == core::Strength::decisive);
}

}  // namespace sallyport::attribution::people_test
