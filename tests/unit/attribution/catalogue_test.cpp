#include "attribution/catalogue.hpp"

#include "attribution/rules.hpp"
#include "commits.hpp"
#include "util/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>

namespace sallyport::attribution::catalogue_test {
namespace {

/// The string of a `key = "..."` or `key = '...'` line of the catalogue.
std::string unquoted(const std::string& line) {
  const char quote = line[line.find(" = ") + 3];
  const std::string raw = line.substr(line.find(" = ") + 4, line.size() - line.find(" = ") - 5);
  std::string text;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (quote == '"' && raw[i] == '\\') {
      ++i;
    }
    text += raw[i];
  }
  return text;
}

/// The examples of the catalogue, by rule id.
std::map<std::string, std::string> examples() {
  const char* folder = std::getenv("SOURCE_DIR");
  std::ifstream file(std::string(folder == nullptr ? "." : folder) + "/data/catalogue.toml");
  std::map<std::string, std::string> found;
  std::string id;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("id = ")) {
      id = unquoted(line);
    } else if (line.starts_with("example = ")) {
      found[id] = unquoted(line);
    }
  }
  return found;
}

/// The address that an anchored pattern of the catalogue stands for.
std::string address_of(const core::DetectRule& rule) {
  std::string address = rule.match.substr(1, rule.match.size() - 2);
  std::erase(address, '\\');
  return address;
}

Ids ambient_rules(const std::string& example) {
  Ambient ambient;
  for (const std::string& pair : util::split(example, ' ')) {
    ambient.environment[pair.substr(0, pair.find('='))] = pair.substr(pair.find('=') + 1);
  }
  return rules_of(bundled().examine_ambient(ambient));
}

/// What a commit that adds the file of an example such as `README.md: Welcome` is found by.
Ids file_rules(const std::string& example) {
  const auto colon = example.find(": ");
  const std::string path = example.substr(0, colon);
  return rules_of(
      bundled().examine_file(path, FileEdit::added, [&] { return example.substr(colon + 2); }));
}

/// What a note that names this agent is found by.
Ids note_rules(const std::string& agent) {
  const NoteFindings found = bundled().examine_note(
      "refs/notes/ai",
      "a.cc\n  0123456789abcdef 1\n---\n"
      R"({"schema_version": "authorship/3.0.0", "prompts": {"0123456789abcdef": {"agent_id": )"
      R"({"tool": ")" +
          agent + R"("}}}})");
  REQUIRE(found.agents.size() == 1);
  return {found.agents[0].evidence.rule};
}

Ids fired_by(const core::DetectRule& rule, const std::string& example) {
  using enum core::EvidenceKind;
  core::Commit commit = commit_with("Add a parser\n");
  switch (rule.kind) {
    case author_id:
    case author_email:
      commit.author.email = example;
      return rules_of(commit);
    case author_name:
      commit.author.name = example;
      return rules_of(commit);
    case committer_email:
      commit.committer.email = example;
      return rules_of(commit);
    case committer_name:
      commit.committer.name = example;
      return rules_of(commit);
    case subject:
      return rules_of(commit_with(example + "\n"));
    case branch:
      return rules_of(bundled().examine_branch(example));
    case env:
      return ambient_rules(example);
    case process:
      return rules_of(bundled().examine_ambient({{}, {example}}));
    case note:
      return note_rules(example);
    case file:
      return file_rules(example);
    default:
      return rules_of(commit_with("Add a parser\n\n" + example + "\n"));
  }
}

}  // namespace

TEST_CASE("each example of the catalogue is found by exactly its rule") {
  const auto known = examples();
  CHECK(known.size() > 150);
  for (const core::DetectRule& rule : catalogue()) {
    const auto example = known.find(rule.id);
    std::string text = example == known.end() ? address_of(rule) : example->second;
    if (example == known.end() && rule.kind == core::EvidenceKind::co_author) {
      text = "Co-authored-by: Alice Example <" + text + ">";
    }
    INFO(rule.id << ": " << text);
    CHECK(fired_by(rule, text) == Ids{rule.id});
  }
}

TEST_CASE("every pattern of the catalogue is valid, and ids are unique and sorted") {
  std::string last;
  for (const core::DetectRule& rule : catalogue()) {
    INFO(rule.id);
    CHECK(Pattern(rule.match, Case::sensitive).fault().empty());
    CHECK(Pattern(rule.content, Case::sensitive).fault().empty());
    CHECK(last < rule.id);
    last = rule.id;
  }
}

TEST_CASE("a stamp with any tool of the catalogue is evidence of that tool") {
  for (const core::DetectRule& rule : catalogue()) {
    const auto found =
        bundled().examine(commit_with("Add\n\n" + stamp_trailer(rule.tool) + "\n")).evidence;
    INFO(rule.tool);
    REQUIRE(found.size() == 1);
    CHECK(found[0].tool == rule.tool);
    CHECK(found[0].strength == core::Strength::decisive);
  }
}

TEST_CASE("a tool of the catalogue has a title, any other id has none") {
  CHECK(tool_titles().at("claude-code") == "Claude Code");
  CHECK(tool_titles().at("factory-droid") == "Factory Droid");
  CHECK(tool_titles().at("jetbrains-ai") == "JetBrains AI");
  CHECK_FALSE(tool_titles().contains("acme-coder"));
}

TEST_CASE("what a disclosure's words stand for is a tool of the catalogue") {
  for (const Word& word : words()) {
    const auto rules = catalogue();
    INFO(word.name);
    CHECK(std::any_of(rules.begin(), rules.end(),
                      [&](const core::DetectRule& rule) { return rule.tool == word.meaning; }));
  }
}

TEST_CASE("automations of the catalogue are no evidence") {
  for (const Automation& bot : automations()) {
    const std::string email = !bot.id.empty() ? std::string(bot.id) + "+" + std::string(bot.name) +
                                                    "@users.noreply.github.com"
                                              : std::string(bot.email);
    const auto found = bundled().examine(commit_by(std::string(bot.name), email));
    INFO(bot.name);
    CHECK(found.automation);
    CHECK(found.evidence.empty());
  }
}

}  // namespace sallyport::attribution::catalogue_test
