#include "attribution/attribution.hpp"
#include "commits.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace sallyport::attribution::messages_test {
namespace {

using core::Strength;

const std::string k_claude = "Co-Authored-By: Claude <noreply@anthropic.com>\n";
const std::string k_reviewer =
    "Co-authored-by: gemini-code-assist[bot] "
    "<176961590+gemini-code-assist[bot]@users.noreply.github.com>\n";
const Ids k_found{"claude-code/co-author-address"};

/// What the squash of two commits by two authors says, as git writes it.
std::string squash_of(const std::string& first_body, const std::string& second_author) {
  return "Squashed commit of the following:\n\n"
         "commit 0123456789abcdef0123456789abcdef01234567\n"
         "Author: Alice Example <alice@example.com>\n"
         "Date:   Mon Jan 5 12:00:00 2026 +0000\n\n"
         "    Add a parser\n    \n    " +
         first_body +
         "\n"
         "commit 123456789abcdef0123456789abcdef012345678\n"
         "Author: " +
         second_author +
         "\n"
         "Date:   Mon Jan 5 12:00:00 2026 +0000\n\n"
         "    Add a test\n";
}

/// A merge with this subject.
core::Commit merge_with(const std::string& subject) {
  core::Commit merge = commit_with(subject + "\n");
  merge.parents.resize(2);
  return merge;
}

}  // namespace

TEST_CASE("a squash that lists reverts quotes only these") {
  const std::string revert = "Revert \"x\"\n\nThis reverts commit 0123456789abcdef.\n\n";
  CHECK(rules_of(commit_with("Big change (#12)\n\n* " + revert + "* more\n\n" + k_claude +
                             "\n* tidy up\n")) == k_found);
  CHECK(rules_of(
            commit_with("Big change (#12)\n\n* more\n\n* " + revert + k_claude + "\n* tidy up\n"))
            .empty());
  CHECK(rules_of(commit_with(revert + "It said:\n\n* more\n\n" + k_claude + "\nand so on\n"))
            .empty());
  CHECK(rules_of(commit_with(revert + k_claude)) == k_found);
}

TEST_CASE("the commits that git lists in the message of a squash speak for themselves") {
  const auto by_tool =
      bundled().examine(commit_with(squash_of(k_claude, "Alice Example <alice@example.com>")));
  CHECK(rules_of(by_tool.evidence) == k_found);
  CHECK(by_tool.human_co_authors == Ids{"alice@example.com"});

  const auto by_bot = bundled().examine(
      commit_with(squash_of("It is fast.\n", "Cursor Agent <cursoragent@cursor.com>")));
  CHECK(rules_of(by_bot.evidence) == Ids{"cursor/author-address"});

  std::string quoted = squash_of(k_claude, "Alice Example <alice@example.com>");
  quoted.replace(0, quoted.find('\n'), "The first bad one is:");
  CHECK(rules_of(commit_with("Mend it\n\n" + quoted)).empty());
}

TEST_CASE("a message may spell out its line feeds") {
  CHECK(rules_of(commit_with(R"(Add it\n\nCo-Authored-By: Claude <noreply@anthropic.com>)")) ==
        k_found);
  CHECK(rules_of(commit_with("Add it\n\nIt is fast.\\n" + k_claude)) == k_found);
  CHECK(rules_of(commit_with("Print \\n after \"Co-Authored-By: Claude\"\n")).empty());
}

TEST_CASE("a co-author is known by other keys, and without brackets or address") {
  CHECK(rules_of(commit_with("Add it\n\nCo-developed-by: Claude <noreply@anthropic.com>\n")) ==
        k_found);
  CHECK(rules_of(commit_with("Add it\n\nCo-authored-by: Codex noreply@openai.com\n")) ==
        Ids{"codex/co-author-address"});
  for (const std::string& trailer :
       {"Co-authored-by: Oz [oz-agent@warp.dev](mailto:oz-agent@warp.dev)",
        "Co-authored-by: Oz &lt;oz-agent@warp.dev&gt;", "Signed-off-by: Oz <oz-agent@warp.dev>"}) {
    INFO(trailer);
    const auto evidence = bundled().examine(commit_with("Add it\n\n" + trailer + "\n")).evidence;
    REQUIRE(evidence.size() == 1);
    CHECK(evidence[0].tool == "warp");
  }
  CHECK(rules_of(commit_with("Add it\n\nSigned-off-by: Claude Martin <claude@example.com>\n"))
            .empty());
  const auto found =
      bundled().examine(commit_with("Add it\n\nCo-developed-by: Bob Example bob@example.com\n"));
  CHECK(found.human_co_authors == Ids{"bob@example.com"});
}

TEST_CASE("an agent that no rule knows is weak evidence of an unknown tool") {
  const auto found = [](const std::string& co_author) {
    return bundled().examine(commit_with("Add it\n\nCo-authored-by: " + co_author + "\n"));
  };
  for (const std::string& name : {"Acme Coding Agent <no-reply@acme.example>",
                                  "acme-ai[bot] <7+acme-ai[bot]@users.noreply.github.com>"}) {
    INFO(name);
    const auto evidence = found(name).evidence;
    REQUIRE(rules_of(evidence) == Ids{"disclosure/unknown-agent"});
    CHECK(evidence[0].strength == Strength::weak);
    CHECK(evidence[0].tool == core::k_unknown_tool);
  }
  CHECK(found("Alice Agent <alice@example.com>").evidence.empty());
  CHECK(found("Acme Builds <noreply@acme.example>").evidence.empty());
}

TEST_CASE("a reviewer is the author of its suggestions, not of the squash that names it") {
  const auto strength = [](const std::string& subject) {
    const auto found = bundled().examine(commit_with(subject + "\n\n" + k_reviewer));
    REQUIRE(found.evidence.size() == 1);
    return found.evidence[0].strength;
  };
  CHECK(strength("Apply suggestions from code review") == Strength::strong);
  CHECK(strength("Apply 1 suggestion(s) to 1 file(s)") == Strength::strong);
  CHECK(strength("Update src/parser.cc") == Strength::strong);
  CHECK(strength("Apply suggestions from code review (#7)") == Strength::weak);
  CHECK(strength("Update src/parser.cc (#7)") == Strength::weak);
  CHECK(strength("Add a parser (#7)\n\n* Add a parser\n\n* Apply suggestion") == Strength::weak);
  CHECK(strength("Add a parser (!7)") == Strength::weak);
  CHECK(strength("Add a parser\n\nSee merge request acme/widgets!7") == Strength::weak);
  CHECK(strength("Call f(x) (x)") == Strength::strong);
}

TEST_CASE("forges name the branch of a merge each in its way") {
  const Ids found{"cursor/branch-of-task"};
  for (const std::string& subject :
       {"Merge pull request #5 from acme/cursor/add-it-8a1e",
        "Merge pull request 'Read from a file into memory' (#5) from cursor/add-it-8a1e into main",
        "Merge pull request 'Add it' (!5) from alice/widgets:cursor/add-it-8a1e into main",
        "Merge pull request #5 in ACME/widgets from cursor/add-it-8a1e to main",
        "Merge pull request #5 in ACME/widgets from ~ALICE/widgets:cursor/add-it-8a1e to main",
        "Merged in cursor/add-it-8a1e (pull request #5)", "Merge branch 'cursor/add-it-8a1e'",
        "Merge branches 'topic' and 'cursor/add-it-8a1e' into main",
        "Merge remote-tracking branch 'origin/cursor/add-it-8a1e' into topic"}) {
    INFO(subject);
    CHECK(rules_of(merge_with(subject)) == found);
  }
  CHECK(rules_of(merge_with("Merge branch 'topic' into 'cursor/add-it-8a1e'")).empty());
  CHECK(rules_of(merge_with("Merged in the words cursor/add-it-8a1e")).empty());
}

TEST_CASE("the name of a branch is strong evidence by a tool's own id alone") {
  const auto strength = [](const std::string& branch) {
    const auto found = bundled().examine_branch(branch);
    REQUIRE(found.size() == 1);
    return found[0].strength;
  };
  for (const std::string& branch :
       {"claude/traductions", "claude/fix-readme", "devin/readme", "cursor/blink-rate",
        "cursor/face", "cursor/add-2024", "codex/add-parser", "copilot/words"}) {
    INFO(branch);
    CHECK(strength(branch) == Strength::weak);
  }
  for (const std::string& branch :
       {"claude/fix-parser-011CUMbQTg1XkzAyuBDd8Gts", "claude/fix-parser-x7Kq2",
        "claude/issue-12-20250604-1530", "devin/1730000000-add", "cursor/add-8a1e",
        "copilot/fix-0f8fad5b-d9cb-469f-a165-70867728950e"}) {
    INFO(branch);
    CHECK(strength(branch) == Strength::strong);
  }
}

}  // namespace sallyport::attribution::messages_test
