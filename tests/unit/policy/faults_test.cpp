#include "unit/policy/policy_fixture.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace sallyport::policy::faults_test {
namespace {

Lines faults(std::string_view body) {
  const LoadResult result = load_body(body);
  CHECK_FALSE(result.policy);
  return messages(result);
}

TEST_CASE("an unknown key is an error that names the nearest known key") {
  CHECK(faults("[detect]\nmin_strenght = \"weak\"\n") ==
        Lines{"policy.toml:4:1: error: unknown key 'detect.min_strenght', did you mean "
              "'min_strength'?"});
  CHECK(faults("[gate.pre-comit]\nmode = \"warn\"\n") ==
        Lines{"policy.toml:3:7: error: unknown key 'gate.pre-comit', did you mean 'pre-commit'?"});
}

TEST_CASE("an unknown key that is near to none lists what is known") {
  CHECK(faults("[exclude]\nzzzzzz = 1\n") ==
        Lines{"policy.toml:4:1: error: unknown key 'exclude.zzzzzz'; known are 'paths', "
              "'lock_files'"});
}

TEST_CASE("of many known names the first are listed, and how many more there are") {
  std::string items;
  for (int i = 10; i < 60; ++i) {
    items += fmt::format("[item.{}-{}]\n", std::string(97, 'n'), i);
  }
  const Lines found = faults(items + "[[rule]]\nname = \"r\"\nwhen = {}\nrequire = [\"zzz\"]\n");
  REQUIRE(found.size() == 1);
  CHECK(found[0].ends_with("nnn-18' and 41 more"));
}

TEST_CASE("unknown keys are found in rules, in when, and in questions") {
  CHECK(
      faults("[[rule]]\nname = \"r\"\nask = true\nwhen = { ai_line = \">= 4\" }\nreqire = []\n") ==
      Lines{"policy.toml:6:10: error: unknown key 'rule.when.ai_line', did you mean 'ai_lines'?",
            "policy.toml:7:1: error: unknown key 'rule.reqire', did you mean 'require'?"});
  CHECK(faults("[item.a]\n[[item.a.question]]\nid = \"q\"\nask = \"Why?\"\nmin_word = 3\n") ==
        Lines{"policy.toml:7:1: error: unknown key 'item.a.question.min_word', did you mean "
              "'min_words'?"});
}

TEST_CASE("only a detect rule for files takes a content") {
  CHECK(faults("[[detect.rule]]\nid = \"acme/a\"\nkind = \"subject\"\nmatch = \"a\"\ncontent = "
               "\"b\"\n") == Lines{"policy.toml:7:1: error: detect rule 'acme/a' has a 'content', "
                                   "which only rules of kind 'file' take"});
}

TEST_CASE("all faults of a file are reported at once, in the order of their lines") {
  CHECK(faults("targt = \"refs/heads/main\"\n[detect]\nstamp = 1\nundeclared = \"no\"\n") ==
        Lines{"policy.toml:3:1: error: unknown key 'targt', did you mean 'target'?",
              "policy.toml:5:9: error: 'detect.stamp' must be true or false, not an integer",
              "policy.toml:6:14: error: 'detect.undeclared' must be one of human, ai, not 'no'"});
}

TEST_CASE("a value of the wrong type is an error") {
  CHECK(faults("target = 1\n") ==
        Lines{"policy.toml:3:10: error: 'target' must be a string, not an integer"});
  CHECK(faults("rule = 1\n") ==
        Lines{"policy.toml:3:8: error: 'rule' must be an array of tables, not an integer"});
  CHECK(faults("rule = [1]\n") ==
        Lines{"policy.toml:3:9: error: 'rule' must be an array of tables, but holds an integer"});
  CHECK(faults("item = 1.5\n") ==
        Lines{"policy.toml:3:8: error: 'item' must be a table, not a number with a fraction"});
  CHECK(faults("[trust]\npaths = \"ci/**\"\n") ==
        Lines{"policy.toml:4:9: error: 'trust.paths' must be an array of strings, not a string"});
  CHECK(
      faults("[trust]\npaths = [\"ci/**\", 2026-01-01]\n") ==
      Lines{"policy.toml:4:19: error: 'trust.paths' must be an array of strings, but holds a date "
            "or time"});
}

TEST_CASE("a number out of its range is an error") {
  CHECK(faults("[item.a]\ncount = 0\n") ==
        Lines{"policy.toml:4:9: error: 'item.a.count' must be at least 1, not 0"});
  CHECK(faults("[waive]\napprovers = [\"bob@example.com\"]\nmax_hours = 9000\n") ==
        Lines{"policy.toml:5:13: error: 'waive.max_hours' must be at most 8760, not 9000"});
}

TEST_CASE("the schema version is required and is 1") {
  CHECK(messages(load("repo_id = \"a/b\"\n", "p.toml", {})) ==
        Lines{"p.toml:1:1: error: 'schema' is missing: write schema = 1"});
  CHECK(messages(load("schema = 2\nrepo_id = \"a/b\"\n", "p.toml", {})) ==
        Lines{"p.toml:1:10: error: 'schema' must be 1, the only version that this program reads"});
  CHECK(messages(load("schema = \"1\"\nrepo_id = \"a/b\"\n", "p.toml", {})) ==
        Lines{"p.toml:1:10: error: 'schema' must be 1, the only version that this program reads"});
}

TEST_CASE("a missing repo_id is a warning") {
  const LoadResult result = load("schema = 1\n", "p.toml", {});
  CHECK(result.policy);
  CHECK(messages(result) ==
        Lines{"p.toml:1:1: warning: 'repo_id' is not set: without it nobody can sign off, because "
              "every record names its repository"});
}

TEST_CASE("a rule needs a name, a when, and something that it asks for") {
  CHECK(faults("[[rule]]\nwhen = {}\nask = true\n") ==
        Lines{"policy.toml:3:1: error: a rule has no 'name'"});
  CHECK(faults("[[rule]]\nname = \"r\"\n") ==
        Lines{"policy.toml:3:1: error: rule 'r' has no 'when'; a rule for every change says when = "
              "{}",
              "policy.toml:3:1: error: rule 'r' has no effect: it needs 'require' or ask = true"});
}

TEST_CASE("a rule may only require items that exist") {
  CHECK(
      faults("[item.security]\n[[rule]]\nname = \"r\"\nwhen = {}\nrequire = [\"secrity\"]\n") ==
      Lines{"policy.toml:7:12: error: rule 'r' requires item 'secrity', which is not defined, did "
            "you mean 'security'?"});
  CHECK(faults("[[rule]]\nname = \"r\"\nwhen = {}\nrequire = [\"provenance\"]\n") ==
        Lines{"policy.toml:6:12: error: rule 'r' cannot require 'provenance': write ask = true"});
  CHECK(load_body("[[rule]]\nname = \"r\"\nwhen = {}\nrequire = [\"policy-change\"]\n").policy);
}

TEST_CASE("names are given once") {
  CHECK(faults("[[rule]]\nname = \"r\"\nwhen = {}\nask = true\n"
               "[[rule]]\nname = \"r\"\nwhen = {}\nask = true\n") ==
        Lines{"policy.toml:8:8: error: rule 'r' is already defined in line 4"});
  CHECK(faults("[item.a]\n[[item.a.question]]\nid = \"q\"\nask = \"Why?\"\n"
               "[[item.a.question]]\nid = \"q\"\nask = \"How?\"\n") ==
        Lines{"policy.toml:8:6: error: question 'q' is already defined in line 5"});
}

TEST_CASE("ids have a shape, and provenance is reserved") {
  CHECK(faults("[item.Security]\n") ==
        Lines{"policy.toml:3:7: error: 'Security' is no id for an item: use lower-case letters, "
              "digits and '-'"});
  CHECK(
      faults("[item.provenance]\n") ==
      Lines{"policy.toml:3:7: error: item 'provenance' is reserved for declarations and cannot be "
            "defined"});
  CHECK(faults("[item.a]\n[[item.a.question]]\nid = \"Q 1\"\nask = \"Why?\"\n") ==
        Lines{"policy.toml:5:6: error: 'Q 1' is no id: use lower-case letters, digits and '-'"});
  CHECK(faults("[group.\"@team\"]\n") ==
        Lines{"policy.toml:3:8: error: '@team' is no name for a group"});
}

TEST_CASE("a detect rule names tool, kind and pattern") {
  CHECK(faults("[[detect.rule]]\nid = \"coder\"\nkind = \"trailer\"\nmatch = \"x\"\n") ==
        Lines{"policy.toml:3:1: error: detect rule 'coder' has no 'key'",
              "policy.toml:4:6: error: 'coder' is no id of the form '<tool>/<slug>' (lower-case "
              "letters, digits and '-')"});
  CHECK(faults("[[detect.rule]]\nid = \"acme/id\"\nkind = \"author-id\"\nmatch = \"1x\"\n") ==
        Lines{"policy.toml:6:9: error: 'match' of detect rule 'acme/id' must be a decimal account "
              "number"});
  CHECK(faults("[[detect.rule]]\nid = \"acme/id\"\n") ==
        Lines{"policy.toml:3:1: error: detect rule 'acme/id' has no 'kind'",
              "policy.toml:3:1: error: detect rule 'acme/id' has no 'match'"});
}

TEST_CASE("an empty or NUL-holding string is an error, and shown safely") {
  CHECK(faults("[item.a]\ntitle = \" \"\n") ==
        Lines{"policy.toml:4:9: error: 'item.a.title' is empty"});
  CHECK(faults("[item.a]\ntitle = \"a\\u0000b\"\n") ==
        Lines{"policy.toml:4:9: error: 'item.a.title' holds a NUL character"});
  CHECK(faults("\"a\\u001b[31m\" = 1\n")[0].find("'a\\x1b[31m'") != std::string::npos);
}

}  // namespace
}  // namespace sallyport::policy::faults_test
