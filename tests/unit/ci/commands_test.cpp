#include "ci/review.hpp"

#include <catch2/catch.hpp>

namespace sallyport::ci::commands_test {
namespace {

using Answers = std::map<std::string, std::string>;

std::vector<ReviewedItem> items_of(std::string_view text) {
  return read_commands(text).items;
}

constexpr std::string_view k_malformed =
    " is not '/signoff ITEM' or '/signoff ITEM DIGEST', with 32 to 64 hexadecimal digits of the "
    "change digest";

constexpr std::string_view k_not_plain =
    " is no plain line of a paragraph, but in a quotation, a list or the like, or after HTML";

TEST_CASE("a command names its item, digest, answers and notes") {
  const auto items = items_of(
      "Looks good to me.\n"
      "/signoff security 8B7518aa00112233445566778899aabb\n"
      "Read twice.\n"
      "threats: the entry point is\n"
      "GET /invoices/ID\n"
      "\n"
      "data: only the ID: see parse_id\n");
  REQUIRE(items.size() == 1);
  CHECK(items[0].item == "security");
  CHECK(items[0].digest == "8b7518aa00112233445566778899aabb");
  CHECK(items[0].notes == "Read twice.");
  CHECK(items[0].answers == Answers{{"threats", "the entry point is\nGET /invoices/ID"},
                                    {"data", "only the ID: see parse_id"}});
}

TEST_CASE("a command without a digest has none") {
  const auto items = items_of("/signoff security");
  REQUIRE(items.size() == 1);
  CHECK(items[0].digest.empty());
  CHECK(items[0].notes.empty());
  CHECK(items[0].answers.empty());
}

TEST_CASE("line ends of Windows and blanks behind a line change nothing") {
  const auto items =
      items_of("/signoff\tsecurity  8b7518aa00112233445566778899aabb \r\ndata:\r\n  none \r\n");
  REQUIRE(items.size() == 1);
  CHECK(items[0].item == "security");
  CHECK(items[0].digest == "8b7518aa00112233445566778899aabb");
  CHECK(items[0].answers == Answers{{"data", "none"}});
}

TEST_CASE("several commands of one comment each have their own answers") {
  const auto items =
      items_of("/signoff security\nthreats: none\n/signoff scalability\nload: ten a second\n");
  REQUIRE(items.size() == 2);
  CHECK(items[0].item == "security");
  CHECK(items[0].answers == Answers{{"threats", "none"}});
  CHECK(items[1].item == "scalability");
  CHECK(items[1].answers == Answers{{"load", "ten a second"}});
}

TEST_CASE("of two answers to one question, and of two commands for one item, the later wins") {
  const auto items = items_of(
      "/signoff security\nthreats: old\n"
      "/signoff security\nthreats: first\ndata: none\nthreats: second\n");
  REQUIRE(items.size() == 1);
  CHECK(items[0].answers == Answers{{"threats", "second"}, {"data", "none"}});
}

TEST_CASE("a command in fenced code is none, and a fence closes only with its like") {
  CHECK(items_of("```\n/signoff security\n```\n").empty());
  CHECK(items_of("~~~ text\n/signoff security\n~~~\n").empty());
  CHECK(items_of("````\n```\n/signoff security\n````\n").empty());
  CHECK(items_of("```\n~~~\n/signoff security\n").empty());
  CHECK(items_of("   ```\n/signoff security\n").empty());
  CHECK(items_of("``` x\n/signoff security\n``` y\n/signoff scalability\n").empty());
  CHECK(items_of("```\nx\n```\n/signoff security\n").size() == 1);
  CHECK(items_of("```not a fence```\n/signoff security\n").size() == 1);
  CHECK(items_of("``\n/signoff security\n").size() == 1);
}

TEST_CASE("a command in an HTML comment or behind white space is none") {
  CHECK(items_of(" /signoff security\n").empty());
  CHECK(items_of("\t/signoff security\n").empty());
  CHECK(items_of("please /signoff security\n").empty());
  CHECK(items_of("<!--\n/signoff security\n-->\n").empty());
  CHECK(items_of("<!-- a --> <!-- b\n/signoff security\n").empty());
  CHECK(items_of("<!-- a -->\n/signoff security\n").size() == 1);
  CHECK(items_of("<!--\n```\n-->\n/signoff security\n").size() == 1);
}

TEST_CASE("a command in a quotation or in a block of code or HTML is none") {
  const std::string text =
      GENERATE("> /signoff security\n", "> [!NOTE]\n> /signoff security\n",
               "- a\n\n      /signoff security\n", "<pre>\n/signoff security\n</pre>\n",
               "<pre>\n\n/signoff security\n\n</pre>\n", "<script>\n/signoff security\n",
               "<style>\n\n/signoff security\n</style>\n", "<?php\n/signoff security\n",
               "<![CDATA[\n/signoff security\n", "<!X\n/signoff security\n",
               "<blockquote>\n/signoff security\n</blockquote>\n",
               "<details>\n/signoff security\n</details>\n");
  CHECK(items_of(text).empty());
  CHECK(read_commands(text).fault.empty());
}

TEST_CASE("a command that is shown as part of something else refuses the whole comment") {
  const std::string text =
      GENERATE(as<std::string>(), "> quoted\n/signoff security\n", ">> quoted\n/signoff security\n",
               "> [!NOTE]\n> quoted\n/signoff security\n", "- a\n/signoff security\n",
               "1. a\n/signoff security\n", "> - a\n/signoff security\n",
               "[^1]: a\n/signoff security\n\nb[^1]\n", "/signoff security\n===\n",
               "---\n/signoff security\n---\n", "/signoff security\n|-|\n",
               "| a |\n|---|\n/signoff security\n", "a `b\n/signoff security\nc` d\n",
               "[a\n/signoff security\nb](/c)\n", "[a](/b 'c\n/signoff security\n')\n",
               "![a\n/signoff security\nb](/c)\n", "[a]: /b 'c\n/signoff security\n'\n",
               "[a]: /b 'c\n/signoff security\n'\nd\n", "*a\n/signoff security\nb*\n",
               "**a\n/signoff security\nb**\n", "~~a\n/signoff security\nb~~\n",
               "a <b c='\n/signoff security\n'>\n", "a <!--\n/signoff security\n-->\n",
               "a <code>\n/signoff security\n</code>\n");
  CHECK(items_of(text).empty());
  CHECK(read_commands(text).fault == "'/signoff security'" + std::string(k_not_plain));
}

TEST_CASE("after HTML that may still be open, a formula or what GitLab quotes no command counts") {
  const std::string before =
      GENERATE("<blockquote>\n\n", "<div><pre>\n\n", "a <code>\n\n", "a <code>b</code>\n",
               "> <details>\n\n", "- a <b>\n\n", "**a <i>**\n\n", "<!-- a --> <pre>\n\n",
               "<!--> <pre>\n\n", "<!-- --!> <pre> -->\n\n", ">>>\n", ">>>\n\n", "$$\n",
               "a $$ b\n\n", "---\n\n", "\n+++\n", ";;;\n\n");
  const Commands commands = read_commands(before + "/signoff security\n");
  CHECK(commands.items.empty());
  CHECK(commands.fault == "'/signoff security'" + std::string(k_not_plain));
  CHECK(items_of("/signoff security\n\n" + before).size() == 1);
}

TEST_CASE("a command beside other Markdown counts") {
  const std::string text = GENERATE(
      as<std::string>(), "> quoted\n\n/signoff security\n", "- a\n\n/signoff security\n",
      "# a\n/signoff security\n", "a `b\nc` d\n/signoff security\n",
      "[a](/b 'c\nd')\n/signoff security\n", "[a]: /b\n/signoff security\n",
      "a\n/signoff security\nb | c\n--|--\n", "/signoff security\nb | c\n--|--\n",
      "a *b\n/signoff security\nc\n", "a\\\n/signoff security  \nthreats: `x` <y>\n",
      "a\r/signoff security\rb\r", "\r\r> a\r\r/signoff security\n", "a\n---\n/signoff security\n",
      "/signoff security\n\n---\nb", "<!-- a -->\n\nb <!-- c --> d\n/signoff security\n");
  CHECK(items_of(text).size() == 1);
  CHECK(read_commands(text).fault.empty());
}

TEST_CASE("a command that is not shown as it is written is none") {
  for (const std::string line :
       {"/signoff security&#10;", "/signoff sec\\urity", "/signoff `security`",
        "/signoff **security**", "/signoff <b>security</b>"}) {
    CHECK(items_of(line).empty());
    CHECK_FALSE(read_commands(line).fault.empty());
  }
  CHECK(items_of("\\/signoff security\n").empty());
  CHECK(items_of("&#47;signoff security\n").empty());
  CHECK(items_of("\u200b/signoff security\n").empty());
  CHECK(items_of("/signoff security\u202e\n").empty());
  CHECK(items_of(std::string("/signoff security\0", 18)).empty());
}

TEST_CASE("a text nested as deeply as it can be is read in good time") {
  const std::string deep =
      GENERATE(as<std::string>(), ">", "- ", "[", "*a ", "<a ", "`", "[^a]: ", "![", "1) ", "|");
  std::string text = "/signoff security\n\n";
  while (text.size() + deep.size() < std::size_t{64000}) {
    text += deep;
  }
  CHECK(items_of(text + "a" + std::string(900, '\n')).size() == 1);
}

TEST_CASE("what is quoted or fenced inside an answer is part of it") {
  const auto items = items_of(
      "/signoff security\nthreats: see\n> data: quoted\n```\ndata: fenced\n/signoff x\n```\n");
  REQUIRE(items.size() == 1);
  CHECK(items[0].answers ==
        Answers{{"threats", "see\n> data: quoted\n```\ndata: fenced\n/signoff x\n```"}});
}

TEST_CASE("a line that is no answer's beginning goes on with the answer") {
  const auto items = items_of(
      "/signoff security\nthreats: a\nhttps://example.com\nNote: b\n: c\nand data: d\n data: e\n");
  REQUIRE(items.size() == 1);
  CHECK(items[0].answers ==
        Answers{{"threats", "a\nhttps://example.com\nNote: b\n: c\nand data: d\n data: e"}});
}

TEST_CASE("a malformed command is no command, and the fault says what is wrong") {
  const std::string line = GENERATE(
      "/signoff", "/signoff Security", "/signoff security,scalability", "/signoff security please",
      "/signoff security 8b7518aa0011223", "/signoff security 8b7518aa0011223g",
      "/signoff security 8b7518aa00112233445566778899aabb x", "/signoff ../../x",
      "/signoff security --reject");
  const Commands commands = read_commands("/signoff scalability\n" + line + "\nthreats: x\n");
  REQUIRE(commands.items.size() == 1);
  CHECK(commands.items[0].item == "scalability");
  CHECK(commands.items[0].answers.empty());
  CHECK(commands.fault == "'" + line + "'" + std::string(k_malformed));
}

TEST_CASE("digests of 16 and of 64 digits are taken, of 65 not") {
  CHECK(items_of("/signoff a " + std::string(64, 'f')).at(0).digest == std::string(64, 'f'));
  CHECK(items_of("/signoff a " + std::string(65, 'f')).empty());
}

TEST_CASE("control characters of a malformed command do not reach the fault") {
  CHECK(read_commands("/signoff \x1b[31m\n").fault ==
        R"('/signoff \x1b[31m')" + std::string(k_malformed));
}

TEST_CASE("other slash commands and longer words are no commands") {
  CHECK(read_commands("/signoffs security\n/lgtm\n/sign security\n").items.empty());
  CHECK(read_commands("/signoffs security\n/lgtm\n/sign security\n").fault.empty());
  CHECK(items_of("").empty());
}

}  // namespace
}  // namespace sallyport::ci::commands_test
