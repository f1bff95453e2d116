#include "policy/cases.hpp"

#include "unit/policy/policy_fixture.hpp"

#include <catch2/catch.hpp>

namespace sallyport::policy::cases_test {
namespace {

constexpr std::string_view k_policy =
    "target = \"refs/heads/trunk\"\n"
    "[item.security]\n[item.scalability]\n[principal.\"bob@example.com\"]\n";

CasesResult load_text(std::string_view toml) {
  static const LoadResult k_loaded = load_body(k_policy);
  static const std::vector<core::Signer> k_signers{
      {"alice@example.com", "ssh-ed25519", "key", std::nullopt, std::nullopt}};
  return load_cases(toml, "cases.toml",
                    {k_loaded.policy.value(), k_signers, {"claude-code", "cursor"}});
}

/// `body` in a case that lacks nothing; its first line is line 3.
std::string with_body(std::string_view body) {
  return "[[case]]\nname = \"c\"\n" + std::string(body);
}

constexpr std::string_view k_rest = "expect = \"pass\"\nfiles = [{ path = \"a\" }]\n";

Lines faults(std::string_view toml) {
  const CasesResult result = load_text(toml);
  CHECK(result.cases.empty());
  Lines lines;
  for (const Diagnostic& diagnostic : result.diagnostics) {
    lines.push_back(to_string(diagnostic));
  }
  return lines;
}

Lines faults_of(std::string_view body) {
  return faults(with_body(std::string(body) + std::string(k_rest)));
}

TEST_CASE("a case says what it means") {
  const CasesResult result = load_text(R"([[case]]
name = "500 AI lines"
gate = "pre-push"
target = "refs/heads/release/1"
lands = false
authors = ["bob@example.com", "eve@example.com"]
brought_by = "github:101"
tool = "claude-code"
commits = 4
declared_by = ["bob@example.com"]
approved = ["security=alice@example.com"]
rejected = ["scalability=bob@example.com"]
waived = ["security=bob@example.com"]
expect = "blocked"
only = true
files = [
  { path = "src/a.cc", ai = 450, undeclared = 20, human = 5, deleted = 3, touched_by = "human" },
  { path = "logo.png", opaque_bytes = 90000 },
  { path = "yarn.lock", undeclared = 7, lock_file = true },
]
[case.items]
security = "approved"
provenance = "pending"
)");
  REQUIRE(result.diagnostics.empty());
  REQUIRE(result.cases.size() == 1);
  const core::PolicyCase& parsed = result.cases[0];
  CHECK(parsed.name == "500 AI lines");
  CHECK(to_string(parsed.position) == "cases.toml:1");
  CHECK(parsed.gate == core::Gate::pre_push);
  CHECK(parsed.target == "refs/heads/release/1");
  CHECK(parsed.place == core::Place::worked_on);
  CHECK(parsed.authors == Lines{"bob@example.com", "eve@example.com"});
  CHECK(parsed.brought_by == "github:101");
  CHECK(parsed.tool == "claude-code");
  CHECK(parsed.commits == 4);
  CHECK(parsed.declared_by == Lines{"bob@example.com"});
  Lines assumed;
  for (const core::Assumption& assumption : parsed.assumed) {
    assumed.push_back(to_string(assumption));
  }
  CHECK(assumed == Lines{"approve:security=alice@example.com", "reject:scalability=bob@example.com",
                         "waive:security=bob@example.com"});
  CHECK(parsed.expect == core::Outcome::blocked);
  CHECK(parsed.only);
  CHECK(parsed.items == std::map<std::string, core::Status>{{"security", core::Status::approved},
                                                            {"provenance", core::Status::pending}});
  REQUIRE(parsed.files.size() == 3);
  CHECK(parsed.files[0].path == "src/a.cc");
  CHECK(parsed.files[0].ai == 450);
  CHECK(parsed.files[0].undeclared == 20);
  CHECK(parsed.files[0].human == 5);
  CHECK(parsed.files[0].deleted == 3);
  CHECK(parsed.files[0].touched_by == core::Origin::human);
  CHECK_FALSE(parsed.files[0].opaque_bytes);
  CHECK(parsed.files[1].opaque_bytes == 90000);
  CHECK_FALSE(parsed.files[1].touched_by);
  CHECK(parsed.files[2].lock_file);
}

TEST_CASE("a case that says little lands on the policy's target, by CI") {
  const CasesResult result = load_text(with_body(k_rest));
  REQUIRE(result.cases.size() == 1);
  CHECK(result.cases[0].gate == core::Gate::ci);
  CHECK(result.cases[0].place == core::Place::lands);
  CHECK(result.cases[0].target == "refs/heads/trunk");
  CHECK(result.cases[0].tool == "unknown-ai");
  CHECK(result.cases[0].authors.empty());
  CHECK_FALSE(result.cases[0].only);
}

TEST_CASE("the gate and whether the change lands follow from each other") {
  const auto first = [](std::string_view body) {
    return load_text(with_body(std::string(body) + std::string(k_rest))).cases.at(0);
  };
  CHECK(first("lands = false\n").gate == core::Gate::pre_push);
  CHECK(first("gate = \"pre-commit\"\n").place == core::Place::worked_on);
  CHECK(first("gate = \"pre-push\"\n").place == core::Place::lands);
  CHECK(faults_of("gate = \"pre-commit\"\nlands = true\n") ==
        Lines{"cases.toml:4:9: error: nothing lands at the gate 'pre-commit'"});
}

TEST_CASE("an unknown key of a case is an error that names the nearest") {
  CHECK(faults_of("expects = \"pass\"\n") ==
        Lines{"cases.toml:3:1: error: unknown key 'case.expects', did you mean 'expect'?"});
  CHECK(faults("[[cases]]\nname = \"c\"\n") ==
        Lines{"cases.toml:1:3: error: unknown key 'cases', did you mean 'case'?"});
  CHECK(faults(with_body("expect = \"pass\"\nfiles = [{ path = \"a\", aii = 4 }]\n")) ==
        Lines{"cases.toml:4:24: error: unknown key 'case.files.aii', did you mean 'ai'?"});
}

TEST_CASE("all faults of a file of cases are reported at once") {
  CHECK(faults("[[case]]\nname = \"c\"\nexpect = \"fail\"\nlands = 1\n"
               "approved = [\"secrity=alice@example.com\", \"security=alise@example.com\", \"x\"]\n"
               "files = [{ ai = -1 }]\n[[case]]\nname = \"c\"\n") ==
        Lines{"cases.toml:3:10: error: 'case.expect' must be one of pass, warn, blocked, error, "
              "not 'fail'",
              "cases.toml:4:9: error: 'case.lands' must be true or false, not an integer",
              "cases.toml:5:13: error: the policy has no item 'secrity', did you mean 'security'?",
              "cases.toml:5:42: error: the policy has no principal 'alise@example.com', did you "
              "mean 'alice@example.com'?",
              "cases.toml:5:72: error: 'x' is not of the form 'ITEM=PRINCIPAL'",
              "cases.toml:6:10: error: a file has no 'path'",
              "cases.toml:6:17: error: 'case.files.ai' must be at least 0, not -1",
              "cases.toml:7:1: error: case 'c' has no 'expect'",
              "cases.toml:7:1: error: case 'c' has no 'files': a change has at least one",
              "cases.toml:8:8: error: case 'c' is already defined in line 2"});
}

TEST_CASE("what the policy does not know is an error in every place") {
  CHECK(faults_of("items = { secrity = \"pending\" }\n") ==
        Lines{"cases.toml:3:11: error: the policy has no item 'secrity', did you mean "
              "'security'?"});
  CHECK(faults_of("items = { security = \"signed\" }\n") ==
        Lines{"cases.toml:3:22: error: 'case.items.security' must be one of not-applicable, "
              "pending, approved, stale, rejected, waived, error, not 'signed'"});
  CHECK(faults_of("tool = \"claud-code\"\n") ==
        Lines{"cases.toml:3:8: error: no detect rule finds a tool 'claud-code', did you mean "
              "'claude-code'?"});
  CHECK(faults_of("declared_by = [\"bo@example.com\"]\n") ==
        Lines{"cases.toml:3:16: error: the policy has no principal 'bo@example.com', did you "
              "mean 'bob@example.com'?"});
  CHECK(faults_of("brought_by = \"101\"\n") ==
        Lines{"cases.toml:3:14: error: '101' is no forge id of the form 'github:583231'"});
}

TEST_CASE("an author who looks like a misspelled principal is a warning") {
  const CasesResult result =
      load_text(with_body("authors = [\"alic@example.com\"]\n" + std::string(k_rest)));
  CHECK(result.cases.size() == 1);
  REQUIRE(result.diagnostics.size() == 1);
  CHECK(to_string(result.diagnostics[0]) ==
        "cases.toml:3:12: warning: author 'alic@example.com' is nobody in the policy, did you mean "
        "'alice@example.com'?");
}

TEST_CASE("a file that no change could have is an error") {
  const auto faults_of_file = [](std::string_view file) {
    return faults(with_body("expect = \"pass\"\nfiles = [{ " + std::string(file) + " }]\n"));
  };
  CHECK(faults_of_file("path = \"a\", ai = 1, opaque_bytes = 5") ==
        Lines{"cases.toml:4:32: error: file 'a' has lines, so it cannot be opaque"});
  CHECK(faults_of_file("path = \"a\", human = 1") ==
        Lines{"cases.toml:4:24: error: lines are human only where somebody declares it: write "
              "declared_by = [\"PRINCIPAL\"]"});
  CHECK(faults_of_file("path = \"/a\"") ==
        Lines{"cases.toml:4:19: error: '/a' matches no path: paths do not start with '/'"});
  CHECK(faults_of_file("path = \"a\" }, { path = \"a\"") ==
        Lines{"cases.toml:4:35: error: file 'a' is already defined in line 4"});
}

TEST_CASE("a file without a case, or no TOML, is an error") {
  CHECK(faults("schema = 1\n") ==
        Lines{"cases.toml:1:1: error: there is no [[case]] in this file"});
  CHECK(faults("").size() == 1);
  REQUIRE(faults("[[case]\n").size() == 1);
  CHECK(faults("[[case]\n")[0].find("not valid TOML") != std::string::npos);
  CHECK(faults("schema = 2\n" + with_body(k_rest)) ==
        Lines{"cases.toml:1:10: error: 'schema' must be at most 1, not 2"});
}

}  // namespace
}  // namespace sallyport::policy::cases_test
