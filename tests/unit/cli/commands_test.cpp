#include "in_process.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace sallyport::cli::test::commands_test {
namespace {

using Words = std::vector<std::string>;

/// Alice's repository with the policy on main, and ten lines by an AI on the branch `topic`.
struct Blocked : gate::test::World {
  Blocked() {
    commit_policy();
    repo().git({"checkout", "-q", "-b", "topic"});
    commit_by_ai("src/app.cc");
  }
};

TEST_CASE("check is exit 1 where an item is open, and exit 0 where none is") {
  Blocked world;
  const Ran blocked = run_in(world, {"check"});
  CHECK(blocked.status == 1);
  CHECK(contains(blocked.out, "blocked"));
  CHECK(contains(blocked.out, "security"));
  CHECK(blocked.err.empty());
  const Ran passed = run_in(world, {"check", "--range", "main..main"});
  CHECK(passed.status == 0);
  CHECK(contains(passed.out, "pass"));
}

TEST_CASE("check prints one line of JSON when that is asked for, whatever the outcome") {
  Blocked world;
  for (const Words& words : {Words{"check", "--json"}, Words{"check", "--format", "json"}}) {
    const Ran ran = run_in(world, words);
    CHECK(ran.status == 1);
    CHECK(ran.out.find('\n') == ran.out.size() - 1);
    CHECK(nlohmann::json::parse(ran.out)["schema"] == "sallyport.verdict/1");
  }
}

TEST_CASE("check judges what is staged when that is asked for") {
  Blocked world;
  world.repo().write("src/more.cc", gate::test::k_ten_lines);
  world.repo().git({"add", "-A"});
  const Ran ran = run_in(world, {"check", "--staged", "--json"});
  const auto verdict = nlohmann::json::parse(ran.out);
  CHECK(ran.status == 0);
  CHECK(verdict["change"]["lines"]["effective"] == 10);
}

TEST_CASE("an assumed approval is told as simulated") {
  Blocked world;
  const Ran ran = run_in(world, {"check", "--assume", "approve:security=alice@example.com"});
  CHECK(ran.status == 0);
  CHECK(contains(ran.out, "simulated"));
  const Ran wrong = run_in(world, {"check", "--assume", "security"});
  CHECK(wrong.status == 2);
  CHECK(wrong.err ==
        "sallyport: cannot assume 'security'\n"
        "hint: write it as: --assume approve:ITEM=PRINCIPAL (or reject:, or waive:)\n");
}

TEST_CASE("status shows what check would judge and is exit 0") {
  Blocked world;
  const Ran ran = run_in(world, {"status"});
  CHECK(ran.status == 0);
  CHECK(ran.out == run_in(world, {"check"}).out);
  CHECK(nlohmann::json::parse(run_in(world, {"status", "--json"}).out)["verdict"] == "blocked");
}

TEST_CASE("explain shows the evidence of a change, a commit, a file and a line") {
  Blocked world;
  for (const Words& words :
       {Words{"explain"}, Words{"explain", "main..topic"}, Words{"explain", "topic"}}) {
    CAPTURE(words);
    const Ran ran = run_in(world, words);
    CHECK(ran.status == 0);
    CHECK(contains(ran.out, "Claude"));
  }
  CHECK(contains(run_in(world, {"explain", "src/app.cc"}).out, "src/app.cc, 10 lines"));
  CHECK(contains(run_in(world, {"explain", "src/app.cc:3"}).out, "src/app.cc:3"));
  const auto json = nlohmann::json::parse(run_in(world, {"explain", "--json"}).out);
  CHECK(json["schema"] == "sallyport.explain/1");
}

TEST_CASE("explain says why it cannot explain") {
  Blocked world;
  const Ran none = run_in(world, {"explain", "src/none.cc"});
  CHECK(none.status == 2);
  CHECK(contains(none.err, "cannot explain 'src/none.cc': no such commit, and no such file in"));
  const Ran line = run_in(world, {"explain", "src/app.cc:11"});
  CHECK(line.status == 2);
  CHECK(line.err ==
        "sallyport: cannot explain line 11 of 'src/app.cc': it has 10 lines\n"
        "hint: give a line from 1 to 10, or only the path\n");
}

TEST_CASE("the log is empty at first, in every format") {
  Blocked world;
  CHECK(run_in(world, {"log"}).out.empty());
  CHECK(run_in(world, {"log", "--format", "dsse"}).out.empty());
  const Ran json = run_in(world, {"log", "--json"});
  CHECK(json.status == 0);
  CHECK(json.out == R"({"schema":"sallyport.log/1","records":[],"problems":[]})"
                    "\n");
}

TEST_CASE("scan measures a history") {
  Blocked world;
  CHECK(contains(run_in(world, {"scan"}).out, "Claude"));
  const Ran json = run_in(world, {"scan", "--json"});
  CHECK(nlohmann::json::parse(json.out)["schema"] == "sallyport.scan/1");
  CHECK(json.err.empty());
}

TEST_CASE("the progress of a scan is only for terminals, and not for --quiet") {
  Blocked world;
  CHECK(run_in(world, {"scan"}, {.on_terminal = true}).err.ends_with("\r\x1b[K"));
  CHECK(run_in(world, {"--quiet", "scan"}, {.on_terminal = true}).err.empty());
  CHECK(run_in(world, {"scan"}).err.empty());
}

TEST_CASE("the policy here is shown, checked and explained") {
  Blocked world;
  CHECK(contains(run_in(world, {"policy", "show"}).out, "acme/widgets"));
  CHECK(nlohmann::json::parse(run_in(world, {"policy", "show", "--json"}).out)["repo_id"] ==
        "acme/widgets");
  CHECK(contains(run_in(world, {"policy", "explain"}).out, "security: Security review"));
  const Ran checked = run_in(world, {"policy", "check"});
  CHECK(checked.status == 0);
  CHECK(checked.out == ".sallyport/policy.toml: valid; 1 rule, 2 items\n");
  CHECK(run_in(world, {"--quiet", "policy", "check"}).out.empty());
}

TEST_CASE("bundled policies are listed, and a wrong name gets the nearest one") {
  const Ran list = run_with({}, {"policy", "list"});
  CHECK(list.status == 0);
  CHECK(contains(list.out, "standard@1 "));
  CHECK(contains(run_with({}, {"policy", "show", "solo"}).out, "[[rule]]"));
  const Ran wrong = run_with({}, {"policy", "show", "standart"});
  CHECK(wrong.status == 2);
  CHECK(wrong.err ==
        "sallyport: there is no bundled policy 'standart'\n"
        "hint: did you mean 'standard'? see them all with: sallyport policy list\n");
}

TEST_CASE("the JSON schema of a policy is one line, and needs no repository") {
  const Ran ran = run_with({}, {"policy", "schema"});
  CHECK(ran.status == 0);
  CHECK(std::count(ran.out.begin(), ran.out.end(), '\n') == 1);
  const auto schema = nlohmann::json::parse(ran.out);
  CHECK(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema");
  CHECK(schema["properties"]["item"]["additionalProperties"]["properties"]["count"]["maximum"] ==
        100);
  CHECK(schema["properties"]["gate"]["additionalProperties"] == false);
}

TEST_CASE("a faulty policy is exit 2 with each fault in a line of its own") {
  Blocked world;
  world.repo().write(".sallyport/policy.toml", "schema = 1\nfoo = 1\nbar = 2\n");
  const Ran ran = run_in(world, {"policy", "check"});
  CHECK(ran.status == 2);
  CHECK(contains(ran.err, ".sallyport/policy.toml:2:1: error: "));
  CHECK(contains(ran.err, "\n.sallyport/policy.toml:3:1: error: "));
}

TEST_CASE("nothing that a repository says reaches a terminal or a log unescaped") {
  const std::string evil = "\x1b]0;owned\a\x1b[2J\u202e";
  gate::test::World world;
  world.commit_policy(std::string(gate::test::k_policy) + R"([[rule]]
name = "any \u001b[2J\u202e AI"
when = { ai_files = ">= 1" }
require = ["security"]
)");
  world.repo().git({"checkout", "-q", "-b", "topic"});
  world.repo().write("a" + evil + "\nb.cc", gate::test::k_ten_lines);
  world.repo().commit("Add " + evil + "\n\nCo-Authored-By: Claude " + evil +
                      " <noreply@anthropic.com>\n");
  const auto command = GENERATE(
      as<Words>{}, Words{"check"}, Words{"check", "--json"}, Words{"status"}, Words{"explain"},
      Words{"explain", "--json"}, Words{"explain", "topic"}, Words{"scan"}, Words{"scan", "--json"},
      Words{"policy", "explain"}, Words{"policy", "check"}, Words{"log"}, Words{"doctor"});
  for (const std::string& wrong : {std::string(), evil}) {
    Words words = command;
    if (!wrong.empty()) {
      words.push_back(wrong);
    }
    CAPTURE(words);
    const Ran ran = run_in(world, words);
    CHECK(is_displayable(ran.out));
    CHECK(is_displayable(ran.err));
  }
}

TEST_CASE("colour is for terminals, unless it is asked for or refused") {
  struct Case {
    Words option;
    Around around;
    bool coloured;
  };
  const auto tried = GENERATE(values<Case>({
      {{}, {}, false},
      {{}, {.on_terminal = true}, true},
      {{"--color", "always"}, {}, true},
      {{"--color", "never"}, {.on_terminal = true}, false},
      {{}, {.variables = {{"NO_COLOR", "1"}}, .on_terminal = true}, false},
      {{}, {.variables = {{"TERM", "dumb"}}, .on_terminal = true}, false},
      {{}, {.variables = {{"CLICOLOR_FORCE", "1"}}}, true},
      {{}, {.variables = {{"CLICOLOR_FORCE", "0"}}}, false},
      {{"--color", "always"}, {.variables = {{"NO_COLOR", "1"}}}, true},
  }));
  Blocked world;
  for (const std::string command : {"check", "explain", "scan"}) {
    Words words = tried.option;
    words.push_back(command);
    CAPTURE(words, tried.around.variables, tried.around.on_terminal);
    CHECK(contains(run_in(world, words, tried.around).out, "\x1b[") == tried.coloured);
  }
}

TEST_CASE("under an agent the report is for the agent, without colour") {
  Blocked world;
  const Ran ran = run_in(world, {"check"}, {.on_terminal = true, .ancestors = an_agent});
  CHECK(ran.status == 1);
  CHECK_FALSE(contains(ran.out, "\x1b["));
  CHECK(ran.out != run_in(world, {"check"}).out);
}

TEST_CASE(
    "a stream that takes nothing turns a success into an error, and changes no other exit code") {
  Blocked world;
  const Surroundings surroundings{world.repo().environment(), util::Time(), "sallyport", nobody};
  std::istringstream in;
  std::ostream closed(nullptr);
  const Streams streams{in, {closed}, {closed}};
  const std::string place = world.repo().path().string();
  CHECK(run({"-C", place, "check"}, surroundings, streams) == 1);
  CHECK(run({"-C", place, "status", "--json"}, surroundings, streams) == 3);
  CHECK(run({"-C", place, "--help"}, surroundings, streams) == 0);
  CHECK(run({"-C", place, "chek"}, surroundings, streams) == 2);
}

TEST_CASE("outside a repository every command that needs one is exit 2") {
  const util::TemporaryFolder folder;
  const auto command =
      GENERATE(as<Words>{}, Words{"check"}, Words{"status"}, Words{"explain"}, Words{"log"},
               Words{"scan"}, Words{"sync"}, Words{"install"}, Words{"init"}, Words{"doctor"},
               Words{"signoff"}, Words{"policy", "check"}, Words{"hook", "pre-commit"});
  const std::string home = folder.path().string();
  for (const std::string& place : {home, home + "/nowhere"}) {
    Words words{"-C", place};
    words.insert(words.end(), command.begin(), command.end());
    CAPTURE(words);
    const Ran ran = run_with({{"HOME", home}}, words);
    CHECK(ran.status == 2);
    CHECK(ran.out.empty());
    CHECK(contains(ran.err, "repository"));
  }
}

TEST_CASE("without a policy check says how to start") {
  gate::test::World world;
  world.repo().commit("README.md", "hello\n");
  const Ran ran = run_in(world, {"check"});
  CHECK(ran.status == 2);
  CHECK(contains(ran.err, "no target is set"));
  CHECK(contains(ran.err, "\nhint: "));
  CHECK(contains(ran.err, "sallyport init"));
}

TEST_CASE("a job's log takes nothing of a report or an error for a command") {
  Blocked world;
  const Around github{.variables = {{"GITHUB_ACTIONS", "true"}}};
  CHECK(run_in(world, {"check"}, github).out.starts_with("::stop-commands::"));
  CHECK(
      run_in(world, {"check", "--range", "no..where"}, github).err.starts_with("::stop-commands"));
  CHECK(run_in(world, {"check", "--json"}, github).out.starts_with("{"));
  const Around azure{.variables = {{"TF_BUILD", "True"}}};
  CHECK(contains(run_in(world, {"check", "--range", "##vso[x]..y"}, azure).err, "##vso [x]"));
}

}  // namespace
}  // namespace sallyport::cli::test::commands_test
