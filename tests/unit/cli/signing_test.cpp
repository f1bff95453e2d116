#include "in_process.hpp"
#include "person.hpp"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace sallyport::cli::test::signing_test {
namespace {

using Words = std::vector<std::string>;

/// Alice's repository with a change of an AI that waits for her, and her key where git looks.
struct Waiting : gate::test::World {
  Waiting() {
    repo().git({"config", "gpg.format", "ssh"});
    repo().git({"config", "user.signingKey", key().argument + ".pub"});
    commit_policy();
    repo().git({"checkout", "-q", "-b", "topic"});
    commit_by_ai("src/app.cc");
  }

  /// The first six digits of the change's digest, which whoever signs types.
  std::string code() {
    const auto verdict = nlohmann::json::parse(run_in(*this, {"check", "--json"}).out);
    return verdict["change"]["digest"].get<std::string>().substr(0, 6);
  }

  nlohmann::json records() {
    return nlohmann::json::parse(run_in(*this, {"log", "--json"}).out)["records"];
  }

  /// A run of Alice's at a terminal where she types those lines.
  Ran typed(const Words& arguments, const Words& lines) {
    for (const std::string& line : lines) {
      person.type(line);
    }
    Ran ran = run_in(*this, arguments, {.terminal = person.terminal()});
    screen = person.seen();
    return ran;
  }

  Person person;
  std::string screen;
};

TEST_CASE("a sign-off is asked for at the terminal, recorded, and lets the change pass") {
  Waiting world;
  const Ran ran = world.typed({"signoff"}, {world.code()});
  CHECK(ran.status == 0);
  CHECK(ran.err.empty());
  CHECK(contains(ran.out, "security: approved (exact)"));
  CHECK(contains(ran.out, "\nrecorded here; there is no remote to send it to\n"));
  CHECK(contains(world.screen, "Security review (security)"));
  CHECK(contains(world.screen, "Type " + world.code() + " to sign: "));
  CHECK(world.records().size() == 1);
  CHECK(world.records()[0]["signer"] == "alice@example.com");
  CHECK(run_in(world, {"check"}).status == 0);
}

TEST_CASE("a wrong code is asked for once more, and then nothing is recorded") {
  Waiting world;
  CHECK(world.typed({"signoff"}, {"wrong", world.code()}).status == 0);
  CHECK(contains(world.screen, "That is another code."));
  const Ran ran = world.typed({"signoff", "security"}, {"wrong", "wrong"});
  CHECK(ran.status == 1);
  CHECK(ran.err ==
        "sallyport: the code was not typed; nothing was recorded\n"
        "hint: run the same command again\n");
  CHECK(world.records().size() == 1);
}

TEST_CASE("a rejection asks why, and is taken back by its signer") {
  Waiting world;
  const Ran no = world.typed({"signoff", "security", "--reject"}, {"", "it leaks", world.code()});
  CHECK(no.status == 0);
  CHECK(contains(no.out, "security: rejected"));
  const std::string id = world.records()[0]["id"];
  const Ran back = world.typed({"revoke", id.substr(0, 12), "--reason", "mended"}, {world.code()});
  CHECK(back.status == 0);
  CHECK(contains(back.out, "security: taken back; record "));
  CHECK(contains(world.screen, "You take back: reject of 'security' by alice@example.com"));
}

TEST_CASE("nobody signs without a terminal or as an agent") {
  Waiting world;
  for (const Words& words :
       {Words{"signoff"}, Words{"declare", "human"},
        Words{"waive", "security", "--reason", "r", "--ticket", "t", "--until", "48h"},
        Words{"revoke", "0123456789ab", "--reason", "r"}}) {
    CAPTURE(words);
    const Ran nowhere = run_in(world, words);
    CHECK(nowhere.status == 1);
    CHECK(nowhere.out.empty());
    CHECK(nowhere.err ==
          "sallyport: cannot sign: there is no terminal to ask a person in\n"
          "hint: run the same command yourself, in your own terminal\n");
    const Ran agent =
        run_in(world, words, {.terminal = world.person.terminal(), .ancestors = an_agent});
    CHECK(agent.status == 1);
    CHECK(contains(agent.err, "and an agent must not sign\nhint: ask your user"));
  }
  CHECK(world.records().empty());
}

TEST_CASE("what the repository says is shown escaped to who signs") {
  Waiting world;
  world.repo().git({"checkout", "-q", "main"});
  world.commit_policy(std::string(gate::test::k_policy) + R"([[item.security.question]]
id = "threats"
ask = "What \u001b[2J\u202e now?"
min_words = 2
)");
  world.repo().git({"checkout", "-q", "topic"});
  CHECK(world.typed({"signoff"}, {"one two", world.code()}).status == 0);
  CHECK(contains(world.screen, "What \\x1b[2J\\xe2\\x80\\xae now?"));
  CHECK_FALSE(contains(world.screen, "\x1b"));
}

}  // namespace
}  // namespace sallyport::cli::test::signing_test
