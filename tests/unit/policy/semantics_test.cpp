#include "unit/policy/policy_fixture.hpp"

#include <catch2/catch.hpp>

namespace sallyport::policy::semantics_test {
namespace {

TEST_CASE("an approver group must be defined") {
  CHECK(messages(load_body("[item.a]\napprovers = [\"@securty\"]\n[group.security]\n"
                           "members = [\"alice@example.com\"]\n")) ==
        Lines{"policy.toml:4:14: error: item 'a': group '@securty' is not defined, did you mean "
              "'@security'?"});
  CHECK(messages(load_body("[waive]\napprovers = [\"@leads\"]\n")) ==
        Lines{"policy.toml:4:14: error: [waive]: group '@leads' is not defined; there are none"});
  CHECK(messages(load_body("[waive]\ncount = 1\n")) ==
        Lines{"policy.toml:3:1: error: [waive] has no 'approvers'"});
}

TEST_CASE("a group holds principals and no groups") {
  CHECK(messages(load_body("[group.a]\nmembers = [\"@b\"]\n[group.b]\nmembers = []\n")) ==
        Lines{"policy.toml:4:12: error: group 'a': '@b' is a group, and a group holds only "
              "principals"});
}

TEST_CASE("a member that looks like a misspelled principal is a warning") {
  const LoadResult result = load_body(
      "[group.a]\nmembers = [\"alica@example.com\"]\n[principal.\"alice@example.com\"]\n");
  CHECK(result.policy);
  CHECK(messages(result) ==
        Lines{"policy.toml:4:12: warning: group 'a': 'alica@example.com' has no "
              "[principal] table, did you mean 'alice@example.com'?"});
}

TEST_CASE("too few approvers is a warning") {
  CHECK(messages(load_body("[item.a]\ncount = 2\napprovers = [\"@t\", \"bob@example.com\"]\n"
                           "[group.t]\nmembers = [\"bob@example.com\"]\n")) ==
        Lines{"policy.toml:5:13: warning: item 'a' needs 2 approvals, but has only 1 approver"});
}

TEST_CASE("an unsigned item excludes whatever depends on who signed") {
  CHECK(
      messages(load_body("[item.a]\nsignature = \"none\"\ncount = 2\nindependent = true\n"
                         "assurance = \"key\"\nattested = true\napprovers = [\"a@example.com\", "
                         "\"b@example.com\"]\n")) ==
      Lines{
          "policy.toml:4:13: error: item 'a': signature = \"none\" cannot go with 'approvers', "
          "because anyone can write any name into an unsigned record",
          "policy.toml:4:13: error: item 'a': signature = \"none\" cannot go with a 'count' above "
          "1, because anyone can write any name into an unsigned record",
          "policy.toml:4:13: error: item 'a': signature = \"none\" cannot go with independent = "
          "true, because anyone can write any name into an unsigned record",
          "policy.toml:4:13: error: item 'a': signature = \"none\" cannot go with 'assurance', "
          "because anyone can write any name into an unsigned record",
          "policy.toml:4:13: error: item 'a': signature = \"none\" cannot go with attested = true, "
          "because anyone can write any name into an unsigned record"});
  const LoadResult good = load_body("[item.a]\nsignature = \"none\"\n");
  REQUIRE(good.policy);
  CHECK_FALSE(good.policy->items.at("a").signature_required);
  CHECK(good.policy->items.at("a").assurance == core::Assurance::none);
}

TEST_CASE("an attested key is touched, whatever else is said") {
  const auto assurance = [](const std::string& keys) {
    return load_body("[item.a]\nattested = true\n" + keys).policy->items.at("a").assurance;
  };
  CHECK(assurance("") == core::Assurance::touch);
  CHECK(assurance("assurance = \"forge\"\n") == core::Assurance::touch);
  CHECK(assurance("assurance = \"verified\"\n") == core::Assurance::verified);
}

TEST_CASE("policy-change can be made stricter but not weaker") {
  CHECK(messages(load_body("[item.policy-change]\npaths = [\"x\"]\nsignature = \"none\"\n"
                           "survives = \"replay\"\nindependent = false\n"))
            .size() == 4);
  CHECK(messages(load_body("[item.policy-change]\npaths = [\"x\"]\n")) ==
        Lines{"policy.toml:4:1: error: item 'policy-change' always covers the trust roots: add to "
              "[trust] paths, and leave 'paths' out"});
  CHECK(
      messages(load_body("[item.policy-change]\nindependent = false\n")) ==
      Lines{"policy.toml:4:15: error: item 'policy-change' is always independent where two people "
            "hold a valid key"});
  CHECK(load_body("[item.policy-change]\ncount = 2\nsurvives = \"exact\"\n").policy);
}

TEST_CASE("no review of a part is taken for one of the whole") {
  CHECK(
      messages(load_body("[item.a]\nsurvives = \"per-file\"\n")) ==
      Lines{"policy.toml:4:12: error: 'item.a.survives' must be one of exact, same-delta, replay, "
            "not 'per-file'"});
}

TEST_CASE("the log branch is neither the target nor one of the refs") {
  CHECK(messages(load_body("target = \"refs/heads/main\"\n[store]\nbranch = \"main\"\n")) ==
        Lines{"policy.toml:5:10: error: the log branch 'refs/heads/main' cannot be the target"});
  CHECK(messages(load_body("refs = [\"refs/heads/**\"]\n")) ==
        Lines{"policy.toml:3:9: error: the log branch 'refs/heads/sallyport/signoffs' cannot match "
              "'refs': it matches 'refs/heads/**'"});
  CHECK(messages(load_body("[store]\nbranch = \"refs/heads/log\"\n")) ==
        Lines{"policy.toml:4:10: error: 'store.branch': 'refs/heads/log' must be a branch name "
              "without 'refs/heads/'"});
}

TEST_CASE("refs are full ref names") {
  CHECK(messages(load_body("target = \"main\"\n")) ==
        Lines{"policy.toml:3:10: error: 'target': 'main' must start with 'refs/', such as "
              "'refs/heads/main'"});
  CHECK(messages(load_body("target = \"refs/heads/*\"\n")) ==
        Lines{"policy.toml:3:10: error: 'target': 'refs/heads/*' must name one ref, without '*' or "
              "'?'"});
  CHECK(messages(load_body("refs = [\"refs/heads/a..b\"]\n")) ==
        Lines{"policy.toml:3:9: error: 'refs': 'refs/heads/a..b' is no valid ref name (git "
              "check-ref-format)"});
}

TEST_CASE("a glob that can match no path is an error") {
  CHECK(
      messages(load_body("[exclude]\npaths = [\"/vendor/**\", \"vendor/\", \"a//b\", \"!x\"]\n")) ==
      Lines{"policy.toml:4:10: error: 'exclude.paths': '/vendor/**' matches no path: paths do not "
            "start with '/'",
            "policy.toml:4:24: error: 'exclude.paths': 'vendor/' matches no path: write '**' after "
            "the last '/' for what is in a folder",
            "policy.toml:4:35: error: 'exclude.paths': 'a//b' matches no path: a part of it is "
            "empty, '.' or '..'",
            "policy.toml:4:43: error: 'exclude.paths': '!x' cannot be negated with '!': use "
            "not_paths"});
}

TEST_CASE("forge ids are numbers and belong to one principal") {
  CHECK(
      messages(load_body("[principal.\"a@example.com\"]\nforge = [\"github:alice\"]\n")) ==
      Lines{"policy.toml:4:10: error: 'github:alice' is no forge id of the form 'github:583231'"});
  CHECK(messages(load_body("[principal.\"a@example.com\"]\nforge = [\"github:1\"]\n"
                           "[principal.\"b@example.com\"]\nforge = [\"github:1\"]\n")) ==
        Lines{"policy.toml:6:10: error: forge id 'github:1' belongs to 'a@example.com' already"});
}

}  // namespace
}  // namespace sallyport::policy::semantics_test
