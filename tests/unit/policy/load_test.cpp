#include "policy/stages.hpp"
#include "unit/policy/policy_fixture.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

namespace sallyport::policy::load_test {
namespace {

TEST_CASE("an almost empty policy has the documented defaults") {
  const LoadResult result = load_body("target = \"refs/heads/main\"\n[item.a]\n");
  CHECK(messages(result).empty());
  REQUIRE(result.policy);
  const core::Policy& policy = *result.policy;
  CHECK(policy.repo_id == "acme/widgets");
  CHECK(policy.refs == Lines{"refs/heads/main"});
  CHECK(policy.accept_targets == Lines{"refs/heads/main"});
  CHECK(policy.min_strength == core::Strength::strong);
  CHECK(policy.undeclared == core::Undeclared::human);
  CHECK(policy.stamp);
  CHECK(policy.exclude_lock_files);
  CHECK(policy.gates.empty());
  CHECK(policy.store_branch == "sallyport/signoffs");
  const core::Item& item = policy.items.at("a");
  CHECK(item.title == "a");
  CHECK(item.level == core::Level::evaluate);
  CHECK(item.count == 1);
  CHECK_FALSE(item.independent);
  CHECK(item.signature_required);
  CHECK(item.assurance == core::Assurance::key);
  CHECK(item.survives == core::Rung::replay);
  CHECK(item.expires_days == 90);
  CHECK(item.max_generations == 3);
  CHECK(item.paths == Lines{"**"});
}

TEST_CASE("the item that guards the policy is always there") {
  const LoadResult result = load_body("[trust]\npaths = [\"ci/**\"]\n");
  REQUIRE(result.policy);
  const core::Item& item = result.policy->items.at("policy-change");
  CHECK(item.paths == Lines{".sallyport/**", "ci/**"});
  CHECK(item.survives == core::Rung::same_delta);
  CHECK(item.independent);
  CHECK(item.position.source == "built-in");
  CHECK(result.effective_json.find("policy-change") == std::string::npos);
}

TEST_CASE("every key of the policy is read") {
  const LoadResult result = load_body(R"(
target = "refs/heads/main"
refs = ["refs/heads/main", "refs/heads/release/*"]
[detect]
min_strength = "decisive"
undeclared = "ai"
stamp = false
disable = ["behaviour/*"]
[[detect.rule]]
id = "acme-coder/author"
kind = "author-email"
match = '^acme-coder@acme\.example$'
strength = "decisive"
[exclude]
paths = ["vendor/**"]
lock_files = false
[[rule]]
name = "auth"
when = { ai_share = "> 0.5", paths = ["src/auth/**"], not_paths = ["*.md"], tools = ["cursor"], targets = ["refs/heads/*"] }
require = ["security"]
[item.security]
title = "Security review"
level = "analyze"
text = "Who?"
approvers = ["@security"]
count = 2
independent = true
assurance = "touch"
survives = "exact"
expires_days = 0
paths = ["src/**"]
[[item.security.question]]
id = "threats"
ask = "What?"
min_words = 8
[group.security]
members = ["alice@example.com", "bob@example.com"]
[principal."alice@example.com"]
kind = "service"
emails = ["alice@home.example"]
forge = ["github:583231"]
[gate.pre-push]
mode = "warn"
[signoffs]
accept_targets = ["refs/heads/next"]
[trust]
paths = ["infra/ci/**"]
[store]
branch = "log"
)");
  CHECK(messages(result) ==
        Lines{"policy.toml:47:19: warning: accept_targets: 'refs/heads/next' is not gated: neither "
              "'target' nor 'refs' has it"});
  REQUIRE(result.policy);
  const core::Policy& policy = *result.policy;
  CHECK(policy.refs == Lines{"refs/heads/main", "refs/heads/release/*"});
  CHECK(policy.min_strength == core::Strength::decisive);
  CHECK(policy.undeclared == core::Undeclared::ai);
  CHECK_FALSE(policy.stamp);
  CHECK(policy.disabled_detect_rules == Lines{"behaviour/*"});
  REQUIRE(policy.detect_rules.size() == 1);
  CHECK(policy.detect_rules[0].tool == "acme-coder");
  CHECK(policy.detect_rules[0].kind == core::EvidenceKind::author_email);
  CHECK(policy.detect_rules[0].match == "^acme-coder@acme\\.example$");
  CHECK(policy.exclude_paths == Lines{"vendor/**"});
  CHECK_FALSE(policy.exclude_lock_files);
  REQUIRE(policy.rules.size() == 1);
  CHECK(policy.rules[0].when.conditions[0].limit == 500000);
  CHECK(policy.rules[0].when.paths == Lines{"src/auth/**"});
  CHECK(policy.rules[0].when.not_paths == Lines{"*.md"});
  CHECK(policy.rules[0].when.tools == Lines{"cursor"});
  CHECK(policy.rules[0].when.targets == Lines{"refs/heads/*"});
  CHECK(core::to_string(policy.rules[0].position) == "policy.toml:19");
  const core::Item& item = policy.items.at("security");
  CHECK(core::to_string(item.position) == "policy.toml:23");
  CHECK(item.level == core::Level::analyze);
  CHECK(item.count == 2);
  CHECK(item.assurance == core::Assurance::touch);
  CHECK(item.survives == core::Rung::exact);
  CHECK(item.expires_days == 0);
  CHECK(item.paths == Lines{"src/**"});
  CHECK(item.questions[0].min_words == 8);
  CHECK(policy.groups.at("security") == Lines{"alice@example.com", "bob@example.com"});
  CHECK(policy.principals.at("alice@example.com").kind == core::PrincipalKind::service);
  CHECK(policy.principals.at("alice@example.com").forge == Lines{"github:583231"});
  CHECK(policy.gates.at(core::Gate::pre_push) == core::Mode::warn);
  CHECK(policy.accept_targets == Lines{"refs/heads/next"});
  CHECK(policy.trust_paths == Lines{"infra/ci/**"});
  CHECK(policy.store_branch == "log");
}

TEST_CASE("a detect rule for files has a path and a content, and takes effect") {
  const LoadResult result = load_body(
      "[[detect.rule]]\nid = \"acme/export\"\nkind = \"file\"\nmatch = \"(^|/)export$\"\n"
      "content = \"by acme\"\n");
  CHECK(messages(result).empty());
  REQUIRE(result.policy);
  REQUIRE(result.policy->detect_rules.size() == 1);
  CHECK(result.policy->detect_rules[0].kind == core::EvidenceKind::file);
  CHECK(result.policy->detect_rules[0].match == "(^|/)export$");
  CHECK(result.policy->detect_rules[0].content == "by acme");
}

TEST_CASE("a key that nothing would enforce is unknown") {
  CHECK(
      messages(load_body("[item.a]\nbrief = true\n"))
          .at(0)
          .starts_with(
              "policy.toml:4:1: error: unknown key 'item.a.brief'; known are 'title', 'level', "));
  CHECK(messages(load_body("[limits]\nseconds = 9\n"))
            .at(0)
            .starts_with("policy.toml:3:2: error: unknown key 'limits'"));
  CHECK(messages(load_body("[[rule]]\nname = \"r\"\nask = true\n"
                           "when = { new_dependencies = \">= 1\" }\n"))
            .at(0)
            .starts_with("policy.toml:6:10: error: unknown key 'rule.when.new_dependencies'"));
}

TEST_CASE("without a table for waivers there are none, and one fills its defaults in") {
  CHECK_FALSE(load_body("[item.a]\n").policy->waive.has_value());
  const auto waive = load_body("[waive]\napprovers = [\"bob@example.com\"]\n").policy->waive;
  REQUIRE(waive.has_value());
  CHECK(waive->approvers == Lines{"bob@example.com"});
  CHECK(waive->count == 1);
  CHECK(waive->max_hours == 72);
}

TEST_CASE("the window is 200 commits, or what the policy says") {
  CHECK(load_body("").policy->window_commits == 200);
  CHECK(load_body("[window]\ncommits = 9\n").policy->window_commits == 9);
  CHECK(messages(load_body("[window]\ncommits = 9\n")).empty());
}

TEST_CASE("the effective policy does not depend on layout, and reads back as itself") {
  const LoadResult one = load_body(
      "# comment\n[item.a]\ntitle = \"T\\u007f\\\"\\n\"\ncount = 2\n[[rule]]\nname = \"r\"\n"
      "when = { files = \">= 1\" }\nrequire = [\"a\"]\n");
  const LoadResult two = load_body(
      "item = { a = { count = 2, title = 'T\x7f\"\n' } }\n"
      "rule = [ { when.files = '>= 1', require = ['a'], name = 'r' } ]\n");
  CHECK_FALSE(two.policy);
  const LoadResult three = load_body(
      "item = { a = { count = 2, title = \"T\\u007f\\\"\\u000a\" } }\r\n"
      "rule = [ { when.files = '>= 1', require = ['a'], name = 'r' } ]\r\n");
  REQUIRE(one.policy);
  REQUIRE(three.policy);
  CHECK(
      one.effective_json ==
      "{\"item\":{\"a\":{\"count\":2,\"title\":\"T\x7f\\\"\\u000a\"}},\"repo_id\":\"acme/widgets\","
      "\"rule\":[{\"name\":\"r\",\"require\":[\"a\"],\"when\":{\"files\":\">= "
      "1\"}}],\"schema\":1}");
  CHECK(three.effective_json == one.effective_json);
  CHECK(three.policy->sha256 == one.policy->sha256);
  CHECK(one.policy->sha256.size() == 64);
  CHECK(load(one.effective_toml, "x", {}).effective_json == one.effective_json);
}

TEST_CASE("the effective policy is printed as TOML with sorted keys") {
  CHECK(load_body("[item.a]\ntitle = \"T\"\n[[item.a.question]]\nid = \"q\"\nask = \"Why?\"\n"
                  "[[rule]]\nwhen = { lines = \"> 2\", files = \">= 1\" }\nname = \"r\"\n"
                  "require = [\"a\"]\n[principal.\"a@example.com\"]\nkind = \"human\"\n")
            .effective_toml ==
        "repo_id = \"acme/widgets\"\nschema = 1\n\n[item]\n\n[item.a]\ntitle = \"T\"\n\n"
        "[[item.a.question]]\nask = \"Why?\"\nid = \"q\"\n\n[principal]\n\n"
        "[principal.\"a@example.com\"]\nkind = \"human\"\n\n[[rule]]\nname = \"r\"\n"
        "require = [\"a\"]\nwhen = { files = \">= 1\", lines = \"> 2\" }\n");
}

TEST_CASE("every bundled policy reads back as itself from its effective form") {
  for (const BundledPolicy& bundled : bundled_policies()) {
    CAPTURE(bundled.name);
    const LoadResult result = load(bundled.toml, "sallyport:x", {});
    CHECK(load(result.effective_toml, "sallyport:x", {}).effective_json == result.effective_json);
  }
}

TEST_CASE("what is no TOML is reported with its place") {
  const Lines lines = messages(load("schema = 1\nrepo_id = \n", "p.toml", {}));
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].starts_with("p.toml:2:11: error: not valid TOML: "));
  CHECK(messages(load("[\n", "p.toml", {})).size() == 1);
  CHECK(messages(load("a = 1\na = 2\n", "p.toml", {})).size() == 1);
}

TEST_CASE("a byte order mark and CRLF are accepted; NUL and malformed UTF-8 are reported") {
  CHECK(load("\xEF\xBB\xBFschema = 1\r\nrepo_id = \"a/b\"\r\n", "p.toml", {}).policy);
  CHECK(messages(load(std::string_view("schema = 1\n\0", 12), "p.toml", {}))[0].starts_with(
      "p.toml:2:1: error: not valid TOML: "));
  CHECK(messages(load("schema = 1\nrepo_id = \"\xff\"\n", "p.toml", {}))[0].starts_with(
      "p.toml:2:11: error: not valid TOML: "));
}

TEST_CASE("a file of more than 1 MiB is refused") {
  const std::string text = "schema = 1\n#" + std::string(1024 * 1024, 'x');
  CHECK(messages(load(text, "p.toml", {})) ==
        Lines{"p.toml: error: the file has 1048588 bytes, a policy may have at most 1048576"});
}

TEST_CASE("a file of more than 10,000 values is refused") {
  std::string text = "schema = 1\nrefs = [1";
  for (int i = 0; i < 9996; ++i) {
    text += ",1";
  }
  CHECK(messages(load(text + "]\n", "p.toml", {})).size() > 1);
  CHECK(messages(load(text + ",1]\n", "p.toml", {})) ==
        Lines{"p.toml: error: the file has 10001 values, a policy may have at most 10000"});
}

TEST_CASE("names without a meaning cost no more time and memory than their file") {
  std::string text = "schema = 1\n[[rule]]\nname = \"r\"\nrequire = [";
  for (int i = 0; i < 4000; ++i) {
    text += fmt::format("\"wanted-{}\",", i);
  }
  text += fmt::format("\"{}\"]\n", std::string(300'000, 'x'));
  for (int i = 0; i < 2000; ++i) {
    text += fmt::format("[item.{}-{}]\n", std::string(100, 'n'), i);
  }
  text += fmt::format("[item.{}]\n", std::string(300'000, 'y'));
  const Lines faults = messages(load(text, "p.toml", {}));
  CHECK(faults.size() > 4000);
  CHECK(std::all_of(faults.begin(), faults.end() - 1,
                    [](const std::string& fault) { return fault.size() < 400'000; }));
  CHECK(std::accumulate(faults.begin(), faults.end(), std::size_t{0},
                        [](std::size_t sum, const std::string& fault) {
                          return sum + fault.size();
                        }) < 10'000'000);
}

TEST_CASE("deep nesting is refused before it is parsed") {
  const Lines expected{"p.toml:1:21: error: nested deeper than 16 levels"};
  CHECK(messages(load("a = " + std::string(500000, '['), "p.toml", {})) == expected);
  std::string dotted = "[a";
  for (int i = 0; i < 200000; ++i) {
    dotted += ".a";
  }
  CHECK(messages(load(dotted + "]\n", "p.toml", {})) ==
        Lines{"p.toml:1:35: error: nested deeper than 16 levels"});
}

TEST_CASE("dots and brackets in strings and comments are not nesting") {
  const std::string deep(100, '[');
  CHECK_FALSE(too_deep("# " + deep, 16));
  CHECK_FALSE(too_deep("a = \"\\\"" + deep + "\"\n", 16));
  CHECK_FALSE(too_deep("a = '" + deep + "'\n", 16));
  CHECK_FALSE(too_deep("a = \"\"\"\n\"" + deep + "\"\"\"\n", 16));
  CHECK_FALSE(too_deep("a = '''\n'" + deep + "'''\n", 16));
  CHECK(too_deep("a = \"x\n" + deep, 16) == 23);
}

}  // namespace
}  // namespace sallyport::policy::load_test
