#include "attribution/message.hpp"
#include "commits.hpp"
#include "util/process.hpp"
#include "util/text.hpp"

#include <catch2/catch.hpp>

namespace sallyport::attribution::trailers_test {
namespace {

/// What git says, without the configuration of whoever runs the tests.
util::CommandResult interpret_trailers(const std::vector<std::string>& options,
                                       const std::string& message) {
  util::Command command;
  command.argv = {"git", "interpret-trailers", "--no-divider"};
  command.argv.insert(command.argv.end(), options.begin(), options.end());
  command.input = message;
  command.directory = "/";
  command.environment = util::current_environment();
  (*command.environment)["GIT_CONFIG_GLOBAL"] = "/dev/null";
  (*command.environment)["GIT_CONFIG_SYSTEM"] = "/dev/null";
  return util::run_command(command);
}

std::vector<std::string> keys_by_git(const std::string& message) {
  std::vector<std::string> keys;
  const std::string output = interpret_trailers({"--parse"}, message).output;
  for (const std::string_view line : util::split_lines(output)) {
    keys.push_back(util::ascii_lower(line.substr(0, line.find(':'))));
  }
  return keys;
}

std::vector<std::string> keys_by_us(const std::string& text) {
  std::vector<std::string> keys;
  const Message message = parse_message(text);
  for (std::size_t i = message.trailers.begin; i < message.trailers.end; ++i) {
    if (const auto trailer = parse_trailer(message.lines[i].text)) {
      keys.push_back(trailer->key);
    }
  }
  return keys;
}

const std::vector<std::string>& tricky_messages() {
  static const std::vector<std::string> k_messages{
      "S\n\nA: b\n",
      "S\n\nA: b",
      "S\nA: b\n",
      "A: b\n",
      "A: b\n\nC: d\n",
      "\nA: b\n",
      "\n\nS\n\nA: b\n",
      "S\n\nBody.\nA: b\n",
      "S\n\nBody.\nSigned-off-by: x\n",
      "S\n\na\nb\nc\nSigned-off-by: x\n",
      "S\n\na\nb\nc\nd\nSigned-off-by: x\n",
      "S\n\na\nb\nc\nd\nSigned-off-by: x\nA: b\n",
      "S\n\nsigned-off-by: x\nBody.\n",
      "S\n\nBody.\n(cherry picked from commit 0123)\n",
      "S\n\nA: b\n(cherry picked from commit 0123)\n",
      "S\n\nA: b\n\nC: d\n",
      "S\n\nA: b\n \nC: d\n",
      "S\n\nA: b\n c\nD: e\n",
      "S\n\nA: b\n\tc\n",
      "S\n\n A: b\nC: d\n",
      "S\n\nA : b\n",
      "S\n\nA b: c\n",
      "S\n\nA-b: c\n",
      "S\n\nA_b: c\n",
      "S\n\n-: c\n",
      "S\n\n: c\n",
      "S\n\nA:\n",
      "S\n\nA:b\n",
      "S\n\nhttps://example.com/x\n",
      "S\n\nhttps://example.com/x\nBody\n",
      "S\n\nA: b\n\n# comment\n",
      "S\n\nA: b\n# comment\nC: d\n",
      "# comment\nS\n\nA: b\n",
      "S\n# comment\n\nA: b\n",
      "S\n\nA: b\n# ------------------------ >8 ------------------------\nC: d\n",
      "S\n\n# ------------------------ >8 ------------------------\nC: d\n",
      "S\n\nA: b\n\nConflicts:\n\tfile\n",
      "S\n\nA: b\n\n\n\n",
      "S\n\n\n\nA: b\n",
      "S\n\nA: b\n---\nC: d\n",
      "S\n\n> A: b\n",
      "S\n\n* one\n* two\n\nCo-authored-by: A <a@example.com>\nCo-authored-by: B <b@example.com>\n",
      "S\n\n🤖 Generated\n\nCo-Authored-By: A <a@example.com>\n",
      "S\n\nA: b\n   \n",
      "S\n\n  indented\nSigned-off-by: x\n",
      "S\n\nSigned-off-by: x\n  indented\n",
      "",
      "\n",
      "# only\n",
  };
  return k_messages;
}

}  // namespace

TEST_CASE("the trailer block is the one that git parses") {
  for (const std::string& message : tricky_messages()) {
    INFO(message);
    CHECK(keys_by_us(message) == keys_by_git(message));
  }
}

TEST_CASE("a stamp goes where git would put the trailer") {
  const std::string tool = "claude-code";
  for (const std::string& message : tricky_messages()) {
    const bool has_subject = util::trim(message) != "" && message != "# only\n";
    if (!has_subject) {
      continue;
    }
    const auto git =
        interpret_trailers({"--if-exists", "add", "--trailer", "Assisted-by: " + tool}, message);
    const std::string ours = stamp_message(message, tool, bundled());
    INFO(message);
    CHECK(keys_by_us(ours) == keys_by_git(git.output));
    CHECK(keys_by_us(ours).back() == "assisted-by");
  }
}

TEST_CASE("a stamp stands in a paragraph of its own or ends the trailers") {
  CHECK(stamp_message("Add\n", "codex", bundled()) == "Add\n\nAssisted-by: codex\n");
  CHECK(stamp_message("Add", "codex", bundled()) == "Add\n\nAssisted-by: codex\n");
  CHECK(stamp_message("Add\n\nSigned-off-by: A <a@example.com>\n\n# Please enter\n", "codex",
                      bundled()) ==
        "Add\n\nSigned-off-by: A <a@example.com>\nAssisted-by: codex\n\n# Please enter\n");
  CHECK(
      stamp_message("Add\n# ------------------------ >8 ------------------------\ndiff\n", "codex",
                    bundled()) ==
      "Add\n\nAssisted-by: codex\n# ------------------------ >8 ------------------------\ndiff\n");
}

TEST_CASE("a stamp on a message still to be typed leaves its first line free") {
  CHECK(stamp_message("\n# Please enter\n", "codex", bundled()) ==
        "\n\nAssisted-by: codex\n\n# Please enter\n");
}

TEST_CASE("a message is stamped once, and not when it names the tool already") {
  const std::string once = stamp_message("Add\n", "codex", bundled());
  CHECK(stamp_message(once, "codex", bundled()) == once);
  const std::string untitled = stamp_message("\n# Please enter\n", "codex", bundled());
  CHECK(stamp_message(untitled, "codex", bundled()) == untitled);
  const std::string named = "Add\n\nCo-authored-by: Codex <noreply@openai.com>\n";
  CHECK(stamp_message(named, "codex", bundled()) == named);
  CHECK(stamp_message(named, "cursor", bundled()) == named + "Assisted-by: cursor\n");
}

}  // namespace sallyport::attribution::trailers_test
