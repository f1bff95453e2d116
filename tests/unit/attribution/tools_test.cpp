#include "commits.hpp"

#include <catch2/catch.hpp>

namespace sallyport::attribution::tools_test {
namespace {
constexpr auto k_uuid = "123e4567-e89b-42d3-a456-426614174000";
}

TEST_CASE("a commit of Cursor's cloud agent is found by its author and committer") {
  const auto found = bundled().examine(commit_by("Cursor Agent", "cursoragent@cursor.com"));
  CHECK(rules_of(found.evidence) == Ids{"cursor/author-address", "cursor/committer-address"});
  CHECK(found.evidence[0].strength == core::Strength::decisive);
  CHECK(found.evidence[0].value == "Cursor Agent <cursoragent@cursor.com>");
}

TEST_CASE("a commit made with Cursor's editor is found by its trailers") {
  CHECK(rules_of(commit_with("Add a parser\n\nIt parses.\n\nMade-with: Cursor\n"
                             "Co-authored-by: Cursor <cursoragent@cursor.com>\n")) ==
        Ids{"cursor/made-with", "cursor/co-author-address"});
}

TEST_CASE("a commit of Claude Code is found by its co-author whatever the model is called") {
  const auto found = bundled().examine(
      commit_with("Add a parser\n\n"
                  "🤖 Generated with [Claude Code](https://claude.com/claude-code)\n\n"
                  "Co-Authored-By: Claude Fantasia 9 <noreply@anthropic.com>\n"));
  REQUIRE(rules_of(found.evidence) ==
          Ids{"claude-code/generated-with", "claude-code/co-author-address"});
  CHECK(found.evidence[0].position == core::Position::body_line);
  CHECK(found.evidence[1].position == core::Position::final_block);
  CHECK(found.evidence[1].value == "Co-Authored-By: Claude Fantasia 9 <noreply@anthropic.com>");
  CHECK(found.human_co_authors.empty());
}

TEST_CASE("commits of Claude Code on the web are found by address, account and session") {
  CHECK(rules_of(commit_by("Claude", "noreply@anthropic.com",
                           "Add\n\nhttps://claude.ai/code/session_01AbCdEf\n")) ==
        Ids{"claude-code/author-address", "claude-code/committer-address",
            "claude-code/session-link"});
  CHECK(rules_of(commit_by("Claude", "242468646+Claude@users.noreply.github.com")) ==
        Ids{"claude-code/account"});
}

TEST_CASE("a commit of Replit's agent in a person's name is found") {
  const std::string message =
      "Add a parser\n\nReplit-Commit-Author: Agent\n"
      "Replit-Commit-Session-Id: " +
      std::string(k_uuid) + "\nReplit-Commit-Checkpoint-Type: full_checkpoint\n";
  const auto found =
      bundled().examine(commit_by("alice", "41234567-alice@users.noreply.replit.com", message));
  CHECK(rules_of(found.evidence) ==
        Ids{"replit/author-address", "replit/agent", "replit/session", "replit/checkpoint"});
  CHECK(found.evidence[1].strength == core::Strength::decisive);
}

TEST_CASE("a merge by Lovable is found by account and edit, and names the person who asked") {
  core::Commit commit =
      commit_by("gpt-engineer-app[bot]", "159125892+gpt-engineer-app[bot]@users.noreply.github.com",
                "Changes\n\nX-Lovable-Edit-ID: edt-" + std::string(k_uuid) +
                    "\nCo-authored-by: alice <alice@example.com>\n");
  commit.parents.resize(2);
  const auto found = bundled().examine(commit);
  CHECK(rules_of(found.evidence) == Ids{"lovable/account", "lovable/edit"});
  CHECK(found.human_co_authors == Ids{"alice@example.com"});
  CHECK_FALSE(found.automation);
}

TEST_CASE("a commit of Base44's builder is found by its account") {
  CHECK(rules_of(commit_by("base44-builder[bot]",
                           "245833847+base44-builder[bot]@users.noreply.github.com",
                           "File changes\n")) == Ids{"base44/account"});
}

TEST_CASE("a commit of Figma Make is found by account and subject") {
  core::Commit commit = commit_by("figma[bot]", "198110074+figma[bot]@users.noreply.github.com",
                                  "Update files from Figma Make\n");
  commit.committer = {"GitHub", "noreply@github.com"};
  CHECK(rules_of(commit) == Ids{"figma-make/account", "figma-make/subject"});
}

TEST_CASE("an account is known by its number, whatever its login") {
  CHECK(rules_of(commit_by("x", "159125892+renamed[bot]@Users.NoReply.GitHub.com")) ==
        Ids{"lovable/account"});
  CHECK(rules_of(commit_by("x", "1159125892+lovable@users.noreply.github.com")).empty());
  CHECK(rules_of(commit_by("x", "159125892+a@users.noreply.github.com.example.com")).empty());
}

TEST_CASE("a disclosure's tool is the one that its value names") {
  const auto tool = [](const std::string& value) {
    const auto found =
        bundled().examine(commit_with("Add\n\nAssisted-by: " + value + "\n")).evidence;
    return found.empty() ? "" : found[0].tool;
  };
  CHECK(tool("Opus 4.6 via Claude Code") == "claude-code");
  CHECK(tool("Claude:claude-3-opus coccinelle") == "claude-code");
  CHECK(tool("Claude Opus 4.7 <noreply@anthropic.com>") == "claude-code");
  CHECK(tool("Google Antigravity with Gemini") == "antigravity");
  CHECK(tool("ChatGPTv5") == "codex");
  CHECK(tool("GitHub Copilot") == "copilot");
  CHECK(tool("OpenCode v1.0.203 (Claude Opus 4.5)") == "opencode");
  CHECK(tool("generic LLM chatbot") == "unknown-ai");
  CHECK(tool("Figma Make") == "figma-make");
}

TEST_CASE("a tool's app is known by its login too where the address has no number") {
  const auto [login, rule] = GENERATE(table<std::string, std::string>({
      {"roomote[bot]", "roo/author-app-address"},
      {"gemini-code-assist[bot]", "gemini-code-assist/author-app-address"},
      {"kilo-code-bot[bot]", "kilo/author-app-address"},
      {"kiloconnect[bot]", "kilo/author-old-app-address"},
      {"gemini-cli[bot]", "gemini-cli/author-app-address"},
      {"cline-agent", "cline/author-agent-account-address"},
      {"tembo[bot]", "tembo/author-app-address"},
      {"7+tembo[bot]", "tembo/author-app-address"},
  }));
  INFO(login);
  const std::string email = login + "@users.noreply.github.com";
  CHECK(rules_of(commit_by(login, email)).at(0) == rule);
  CHECK(rules_of(commit_with("Add\n\nCo-authored-by: " + login + " <" + email + ">\n")).size() ==
        1);
}

TEST_CASE("lines with a link to the tool are found, whatever the verb and the sign in front") {
  const auto [line, rule] = GENERATE(table<std::string, std::string>({
      {"Made with [Cursor](https://cursor.com)", "cursor/generated-with"},
      {"Generated with [Devin](https://devin.ai)", "devin/generated-with"},
      {"🐙 Generated with [Letta Code](https://letta.com)", "letta-code/generated-with"},
      {"Generated with [Continue](https://continue.dev)", "continue-dev/generated-with"},
      {"🤖 GENERATED BY [OPENCODE](https://opencode.ai/)", "opencode/generated-with"},
      {"🔐 Generated by Claude Code.", "claude-code/made-with"},
      {"🤖 Assisted by AI", "disclosure/assisted-by-ai"},
  }));
  INFO(line);
  CHECK(rules_of(commit_with("Add\n\n" + line + "\n")) == Ids{rule});
}

TEST_CASE("a trailer that names a model names the tool that it belongs to") {
  const auto found = bundled().examine(commit_with("Add\n\nModel: gpt-5-codex\n")).evidence;
  REQUIRE(rules_of(found) == Ids{"disclosure/model"});
  CHECK(found[0].tool == "codex");
}

TEST_CASE("branches of agents are found, at hand and in the subject of a merge") {
  CHECK(rules_of(bundled().examine_branch("codex/add-parser")) == Ids{"codex/branch"});
  CHECK(bundled().examine_branch("feature/codex/add").empty());
  core::Commit merge = commit_with("Merge pull request #7 from acme/devin/1730000000-add\n");
  CHECK(rules_of(merge).empty());
  merge.parents.resize(2);
  CHECK(rules_of(merge) == Ids{"devin/branch-of-session"});
  merge.message = "Merge remote-tracking branch 'origin/claude/fix'\n";
  CHECK(rules_of(merge) == Ids{"claude-code/branch"});
}

}  // namespace sallyport::attribution::tools_test
