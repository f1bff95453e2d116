#include "unit/policy/policy_fixture.hpp"

#include <catch2/catch.hpp>

#include <map>

namespace sallyport::policy::extends_test {
namespace {

using Files = std::map<std::string, std::string, std::less<>>;

/// Loads `body` after `k_head` as `.sallyport/policy.toml`, with `files` beside it.
LoadResult load_with(std::string_view body, const Files& files) {
  return load(std::string(k_head) + std::string(body), ".sallyport/policy.toml",
              [files](std::string_view path) -> std::optional<std::string> {
                const auto found = files.find(path);
                return found == files.end() ? std::nullopt : std::optional(found->second);
              });
}

TEST_CASE("tables merge key by key, and arrays replace") {
  const LoadResult result = load_with(
      "extends = \"./base.toml\"\n[item.a]\ncount = 2\n[exclude]\npaths = [\"new/**\"]\n",
      {{"base.toml",
        "schema = 1\n[item.a]\ntitle = \"Base\"\ncount = 3\n[exclude]\npaths = [\"old/**\"]\n"
        "lock_files = false\n"}});
  CHECK(messages(result).empty());
  REQUIRE(result.policy);
  CHECK(result.policy->items.at("a").title == "Base");
  CHECK(result.policy->items.at("a").count == 2);
  CHECK(core::to_string(result.policy->items.at("a").position) == ".sallyport/policy.toml:4");
  CHECK(result.policy->exclude_paths == Lines{"new/**"});
  CHECK_FALSE(result.policy->exclude_lock_files);
  CHECK(result.effective_json.find("extends") == std::string::npos);
}

TEST_CASE("an entry replaces the inherited one of its name, or takes it away, or is added") {
  const LoadResult result = load_with(
      "extends = \"sallyport:standard@1\"\n"
      "[[rule]]\nname = \"large AI change\"\nwhen = { ai_lines = \">= 9\" }\nrequire = "
      "[\"security\"]\n"
      "[[rule]]\nname = \"large and undeclared\"\nenabled = false\n"
      "[[rule]]\nname = \"mine\"\nwhen = {}\nask = true\n"
      "[[item.security.question]]\nid = \"threats\"\nenabled = false\n",
      {});
  REQUIRE(result.policy);
  Lines rules;
  for (const core::Rule& rule : result.policy->rules) {
    rules.push_back(rule.name + " " + core::to_string(rule.position));
  }
  CHECK(rules[0] == "large AI change .sallyport/policy.toml:4");
  CHECK(rules[1].starts_with("large change with AI in it sallyport:standard@1:"));
  CHECK(rules.back() == "mine .sallyport/policy.toml:11");
  CHECK(rules.size() == 10);
  CHECK(result.policy->rules[0].require == Lines{"security"});
  CHECK(result.policy->items.at("security").questions[0].id == "untrusted-input");
  CHECK(result.effective_json.find("enabled") == std::string::npos);
}

TEST_CASE("what is not inherited cannot be disabled") {
  CHECK(
      messages(load_with("extends = \"sallyport:standard@1\"\n[[rule]]\nname = \"large AI chnge\"\n"
                         "enabled = false\n",
                         {})) ==
      Lines{".sallyport/policy.toml:4:1: error: 'large AI chnge' is not inherited and cannot be "
            "disabled, did you mean 'large AI change'?"});
}

TEST_CASE("a bundled policy is named with its version") {
  CHECK(messages(load_with("extends = \"sallyport:standard\"\n", {})) ==
        Lines{".sallyport/policy.toml:3:11: error: 'extends' needs a version: write "
              "\"sallyport:standard@1\""});
  CHECK(
      messages(load_with("extends = \"sallyport:standrad@1\"\n", {})) ==
      Lines{
          ".sallyport/policy.toml:3:11: error: cannot find bundled policy 'sallyport:standrad@1', "
          "did you mean 'sallyport:standard@1'?"});
  CHECK(messages(load_with("extends = \"sallyport:zzzzzzzzzzzzzzzzzzz\"\n", {}))[0].ends_with(
      "; known are 'sallyport:advisory@1', 'sallyport:production@1', 'sallyport:prototype@1', "
      "'sallyport:senior-approval@1', 'sallyport:solo@1', 'sallyport:standard@1', "
      "'sallyport:strict@1'"));
}

TEST_CASE("only a bundled policy or a file beside the policy can be extended") {
  CHECK(messages(load_with("extends = \"standard\"\n", {})) ==
        Lines{".sallyport/policy.toml:3:11: error: 'extends' must be \"sallyport:NAME@N\" or "
              "\"./FILE.toml\", not 'standard'"});
  CHECK(messages(load_with("extends = \"./../x.toml\"\n", {{"../x.toml", "schema = 1\n"}})) ==
        Lines{".sallyport/policy.toml:3:11: error: cannot read './../x.toml': no such regular file "
              "beside the policy"});
  CHECK(
      messages(load_with("extends = \"./x.toml\"\n", {})) ==
      Lines{
          ".sallyport/policy.toml:3:11: error: cannot read './x.toml': no such regular file beside "
          "the policy"});
}

TEST_CASE("faults of every file of the chain are reported, each in its file") {
  CHECK(messages(
            load_with("extends = \"./base.toml\"\nx = 1\n", {{"base.toml", "schema = 1\ny = 1\n"}}))
            .size() == 2);
  CHECK(messages(
            load_with("extends = \"./base.toml\"\n", {{"base.toml", "schema = 1\nstamp = 1\n"}}))[0]
            .starts_with(".sallyport/base.toml:2:1: error: unknown key 'stamp'"));
}

TEST_CASE("extends cannot go round in a circle") {
  CHECK(
      messages(load_with("extends = \"./a.toml\"\n",
                         {{"a.toml", "schema = 1\nextends = \"./b.toml\"\n"},
                          {"b.toml", "schema = 1\nextends = \"./a.toml\"\n"}})) ==
      Lines{
          ".sallyport/b.toml:2:11: error: 'extends' goes round in a circle: '.sallyport/a.toml' is "
          "extended by itself"});
}

TEST_CASE("extends is at most five files deep") {
  Files files;
  for (char name = 'a'; name < 'e'; ++name) {
    files[std::string(1, name) + ".toml"] =
        "schema = 1\nextends = \"./" + std::string(1, static_cast<char>(name + 1)) + ".toml\"\n";
  }
  files["e.toml"] = "schema = 1\n";
  CHECK(load_with("extends = \"./a.toml\"\n", files).policy);
  files["e.toml"] = "schema = 1\nextends = \"./f.toml\"\n";
  files["f.toml"] = "schema = 1\n";
  CHECK(messages(load_with("extends = \"./a.toml\"\n", files)) ==
        Lines{".sallyport/e.toml:2:11: error: 'extends' is more than 5 files deep"});
}

TEST_CASE("a warning about an extended file of the user has its place there") {
  CHECK(messages(load_with("extends = \"./base.toml\"\n",
                           {{"base.toml",
                             "schema = 1\n[item.a]\napprovers = [\"bo@example.com\"]\n"
                             "[principal.\"bob@example.com\"]\n"}})) ==
        Lines{".sallyport/base.toml:3:14: warning: item 'a': 'bo@example.com' has no [principal] "
              "table, did you mean 'bob@example.com'?"});
}

}  // namespace
}  // namespace sallyport::policy::extends_test
