#include "attribution/message.hpp"
#include "unit/support/trailer_sets.hpp"
#include "util/file.hpp"
#include "util/process.hpp"
#include "util/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::attribution::trailers_differential_test {
namespace {

constexpr unsigned k_seed = 20261122;
constexpr std::size_t k_messages = 4000;

using Strings = std::vector<std::string>;

/// Makes messages of all the layouts that make trailers hard to find; the same seed makes the same
/// ones everywhere.
class Writer {
 public:
  std::string message() {
    std::string text = below(12) == 0 ? line(k_blank) : "";
    text += below(20) == 0 ? trailer() : line(k_prose);
    if (below(5) == 0) {
      text += line(k_prose);
    }
    text += below(10) == 0 ? "" : line(k_blank);
    for (std::size_t paragraphs = below(3); paragraphs > 0; --paragraphs) {
      text += paragraph() + line(k_blank);
    }
    text += block();
    for (std::size_t more = below(5) == 0 ? 1 + below(3) : 0; more > 0; --more) {
      text += line(k_tail);
    }
    return cut(text);
  }

 private:
  using Choices = const Strings&;

  std::size_t below(std::size_t limit) { return engine_() % limit; }

  std::string ending() { return below(15) == 0 ? "\r\n" : "\n"; }

  std::string line(Choices choices) { return choices[below(choices.size())] + ending(); }

  std::string trailer() {
    return k_keys[below(k_keys.size())] + k_separators[below(k_separators.size())] +
           k_values[below(k_values.size())] + ending();
  }

  std::string paragraph() {
    std::string text;
    for (std::size_t lines = 1 + below(4); lines > 0; --lines) {
      text += below(4) == 0 ? trailer() : line(k_prose);
    }
    return text;
  }

  /// The last paragraph: mostly trailers, with lines between them that are none.
  std::string block() {
    const std::size_t noise = below(4);
    std::string text;
    for (std::size_t lines = 1 + below(7); lines > 0; --lines) {
      text += below(8) < 2 * noise ? line(k_noise) : trailer();
    }
    return text;
  }

  /// Some messages end without a line feed.
  std::string cut(std::string text) {
    if (below(10) == 0 && !text.empty()) {
      text.pop_back();
    }
    return text;
  }

  static const Strings k_blank;
  static const Strings k_prose;
  static const Strings k_noise;
  static const Strings k_tail;
  static const Strings k_keys;
  static const Strings k_separators;
  static const Strings k_values;

  std::mt19937 engine_{k_seed};
};

const Strings Writer::k_blank{"", "", "", "", " ", "\t", "\f", "\v", "  \t "};
const Strings Writer::k_prose{"Add a parser",
                              "Ändere die Größe 🙂",
                              "\xff\xfe not UTF-8",
                              "See https://example.com/a",
                              "* a list",
                              "Merge branch 'topic'",
                              "> quoted: text",
                              "# a comment",
                              "---",
                              "```"};
const Strings Writer::k_noise{
    "no trailer",
    " folded on",
    "\tfolded by a tab",
    "  folded: with a colon",
    "# comment: not a trailer",
    "(cherry picked from commit 0123456789012345678901234567890123456789)",
    "Signed-off-by: Alice <alice@example.com>",
    "signed-off-by: in lower case",
    "[alice: fixed the name]",
    "https://example.com/x",
    "> Quoted-by: x",
    "---",
    "```",
    "~~~~",
    "\f",
    "Conflicts:",
    "Umläut: x",
    "\xc3(: x"};
const Strings Writer::k_tail{"",
                             "",
                             " ",
                             "# Please enter the message",
                             "# ------------------------ >8 ------------------------",
                             "; ------------------------ >8 ------------------------",
                             "Conflicts:",
                             "\tsrc/a.cc",
                             "After: all",
                             "---",
                             "\v"};
const Strings Writer::k_keys{
    "Co-authored-by", "Assisted-by", "Signed-off-by", "X",  "A-1",           "-",
    "Made-with",      "A b",         "A_b",           "ÄB", "Change-Id\xff", "",
    "fixes"};
const Strings Writer::k_separators{": ", ": ", ": ", ":", " : ", "\t: ", ":\t", ":  ", " ", "= "};
const Strings Writer::k_values{
    "Bob <bob@example.com>", "x",        "",         "two: colons", "ünïcode ☃",
    "trailing blanks  \t",   "\r in it", "\xff\xfe", "\ffeed"};

util::CommandResult git(const util::TemporaryFolder& folder, std::vector<std::string> arguments,
                        std::string input) {
  util::Command command;
  command.argv = {"git", "-C", folder.path().string()};
  command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
  command.input = std::move(input);
  command.environment = util::Environment{{"PATH", util::current_environment()["PATH"]},
                                          {"HOME", folder.path().string()},
                                          {"GIT_CONFIG_NOSYSTEM", "1"},
                                          {"LC_ALL", "C.UTF-8"}};
  util::CommandResult result = util::run_command(command);
  if (result.status != 0) {
    throw std::runtime_error(result.errors);
  }
  return result;
}

std::string import_stream(const Strings& messages) {
  std::string stream;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    stream += "commit refs/heads/main\ncommitter Alice <alice@example.com> " +
              std::to_string(1700000000 + i) + " +0000\ndata " +
              std::to_string(messages[i].size()) + "\n" + messages[i] + "\n";
  }
  return stream;
}

/// What git's parser sees in each message, one trailer a line. It runs once for all of them.
Strings trailers_by_git(const Strings& messages) {
  const util::TemporaryFolder folder;
  git(folder, {"init", "-q", "-b", "main"}, "");
  git(folder, {"fast-import", "--quiet"}, import_stream(messages));
  const std::string output =
      git(folder, {"log", "-z", "--reverse", "--format=%(trailers:only,unfold)", "main"}, "")
          .output;
  Strings trailers;
  for (std::size_t start = 0; start < output.size();) {
    const std::size_t end = std::min(output.find('\0', start), output.size());
    trailers.push_back(output.substr(start, end - start));
    start = end + 1;
  }
  return trailers;
}

Strings write_messages() {
  Writer writer;
  Strings messages(k_messages);
  std::generate(messages.begin(), messages.end(), [&] { return writer.message(); });
  return messages;
}

/// How the two parsers differ about a message; empty: not at all. Blank lines in front of the
/// subject are no part of it for `git log`; for `git interpret-trailers`, and for us, trailers can
/// then stand in the first paragraph too.
std::string difference(const std::string& message, const TrailerSet& git) {
  const TrailerSet ours = trailers_of_block(parse_message(message));
  if (!std::includes(ours.begin(), ours.end(), git.begin(), git.end())) {
    return "git sees more";
  }
  const bool starts_blank = is_blank(message.substr(0, message.find('\n')));
  return ours == git || starts_blank ? "" : "we see more";
}

}  // namespace

TEST_CASE("whatever git calls a trailer stands in the final block") {
  const Strings messages = write_messages();
  const Strings by_git = trailers_by_git(messages);
  REQUIRE(by_git.size() == k_messages);
  std::size_t seen = 0;
  for (std::size_t i = 0; i < k_messages; ++i) {
    const TrailerSet git = trailers_of_git(by_git[i]);
    INFO("seed " << k_seed << ", message " << i << ":\n" << messages[i]);
    CHECK(difference(messages[i], git).empty());
    seen += git.size();
  }
  CHECK(seen > k_messages / 4);
}

}  // namespace sallyport::attribution::trailers_differential_test
