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

TEST_CASE("a command in a quote, an HTML comment or behind white space is none") {
  CHECK(items_of("> /signoff security\n").empty());
  CHECK(items_of(" /signoff security\n").empty());
  CHECK(items_of("\t/signoff security\n").empty());
  CHECK(items_of("please /signoff security\n").empty());
  CHECK(items_of("<!--\n/signoff security\n-->\n").empty());
  CHECK(items_of("<!-- a --> <!-- b\n/signoff security\n").empty());
  CHECK(items_of("<!-- a -->\n/signoff security\n").size() == 1);
  CHECK(items_of("<!--\n```\n-->\n/signoff security\n").size() == 1);
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
