#include "ci/systems.hpp"
#include "job.hpp"

#include <catch2/catch.hpp>

namespace sallyport::ci::github_test {
namespace {

using test::Job;
using test::Json;
using test::k_base;
using test::k_head;
using test::k_merge;
using test::k_zero;

Event read(const std::string& name, const Json& payload) {
  return read_event(Job("GITHUB_ACTIONS", name, payload).environment).value();
}

TEST_CASE("a pull request on GitHub is judged at its real head, not at the test merge") {
  const auto* const name = GENERATE("pull_request", "pull_request_target", "pull_request_review");
  const Event event = read(name, test::pull_request());
  CHECK(event.system == "GitHub Actions");
  CHECK(event.name == name);
  CHECK(event.kind == EventKind::pull_request);
  CHECK(event.note.empty());
  CHECK(event.base == k_base);
  CHECK(event.head == k_head);
  CHECK(event.target == "refs/heads/main");
  CHECK(event.default_branch == "refs/heads/main");
  CHECK(event.branch == "invoices");
  CHECK(event.head_ref == "refs/pull/7/head");
  CHECK(event.opener == "github:583231");
  CHECK(event.pusher.empty());
  CHECK_FALSE(event.from_fork);
}

TEST_CASE("a pull request against another branch has that as its target") {
  Json payload = test::pull_request();
  payload["pull_request"]["base"]["ref"] = "release/2.x";
  const Event event = read("pull_request", payload);
  CHECK(event.target == "refs/heads/release/2.x");
  CHECK(event.default_branch == "refs/heads/main");
}

TEST_CASE("a pull request from another repository, or from a deleted one, is from a fork") {
  Json payload = test::pull_request();
  payload["pull_request"]["head"]["repo"] = GENERATE(Json{{"id", 1002}}, Json());
  CHECK(read("pull_request", payload).from_fork);
}

TEST_CASE("a bot or a deleted account that opens a pull request is nobody we know") {
  Json payload = test::pull_request();
  payload["pull_request"]["user"] =
      GENERATE(Json{{"id", 9001}, {"type", "Bot"}}, Json{{"id", 9001}, {"type", "Organization"}},
               Json{{"id", 9001}}, Json());
  CHECK(read("pull_request", payload).opener.empty());
}

TEST_CASE("the app that opens a pull request is known by the address of its commits") {
  Json payload = test::pull_request();
  CHECK(read("pull_request", payload).opening_bot.empty());
  payload["pull_request"]["user"] =
      Json{{"id", 199175422}, {"type", "Bot"}, {"login", "chatgpt-codex-connector[bot]"}};
  CHECK(read("pull_request", payload).opening_bot ==
        "199175422+chatgpt-codex-connector[bot]@users.noreply.github.com");
}

TEST_CASE("a closed pull request leaves nothing to judge, and says so") {
  Json payload = test::pull_request();
  payload["action"] = "closed";
  const Event event = read("pull_request", payload);
  CHECK(event.kind == EventKind::nothing);
  CHECK(event.name == "pull_request");
  CHECK(event.note == "pull request 7 is closed");
  CHECK(event.head.empty());
}

TEST_CASE("a push is judged from the old tip, and names who pushed") {
  const Event event = read("push", test::push());
  CHECK(event.kind == EventKind::push);
  CHECK(event.base == k_base);
  CHECK(event.head == k_head);
  CHECK(event.target == "refs/heads/main");
  CHECK(event.branch == "main");
  CHECK(event.head_ref == "refs/heads/main");
  CHECK(event.pusher == "github:583231");
  CHECK(event.opener.empty());
}

TEST_CASE("a push of a new branch has no base") {
  Json payload = test::push();
  payload["before"] = k_zero;
  const Event event = read("push", payload);
  CHECK(event.kind == EventKind::push);
  CHECK(event.base.empty());
}

TEST_CASE("a push by a bot has no pusher") {
  Json payload = test::push();
  payload["sender"]["type"] = "Bot";
  CHECK(read("push", payload).pusher.empty());
}

TEST_CASE("a pushed tag and a deleted branch leave nothing to judge") {
  Json tag = test::push();
  tag["ref"] = "refs/tags/v1.0";
  CHECK(read("push", tag).kind == EventKind::nothing);
  CHECK(read("push", tag).note == "'v1.0' is a tag");

  Json deletion = test::push();
  deletion["ref"] = "refs/heads/old";
  deletion["deleted"] = true;
  deletion["after"] = k_zero;
  CHECK(read("push", deletion).kind == EventKind::nothing);
  CHECK(read("push", deletion).note == "branch 'old' was deleted");
  CHECK(read("delete", Json{{"ref", "old"}, {"ref_type", "branch"}}).kind == EventKind::nothing);
}

TEST_CASE("control characters in the name of a tag do not reach the note") {
  Json tag = test::push();
  tag["ref"] = "refs/tags/v1\n::error::\x1b[31m";
  CHECK(read("push", tag).note == R"('v1\x0a::error::\x1b[31m' is a tag)");
}

TEST_CASE("a merge queue names base, head and target") {
  const Json payload = {{"action", "checks_requested"},
                        {"merge_group",
                         {{"head_sha", k_head},
                          {"head_ref", "refs/heads/gh-readonly-queue/main/pr-7-" + k_base},
                          {"base_sha", k_base},
                          {"base_ref", "refs/heads/main"}}},
                        {"repository", test::repository()}};
  const Event event = read("merge_group", payload);
  CHECK(event.kind == EventKind::merge_queue);
  CHECK(event.base == k_base);
  CHECK(event.head == k_head);
  CHECK(event.target == "refs/heads/main");
  CHECK(event.branch == "gh-readonly-queue/main/pr-7-" + k_base);
  CHECK(event.head_ref == "refs/heads/gh-readonly-queue/main/pr-7-" + k_base);
  CHECK(event.opener.empty());
}

TEST_CASE("a destroyed merge group leaves nothing to judge") {
  CHECK(read("merge_group", {{"action", "destroyed"}, {"merge_group", Json::object()}}).kind ==
        EventKind::nothing);
}

TEST_CASE("a run by hand or by schedule judges the branch against the default branch") {
  const auto* const name = GENERATE("workflow_dispatch", "schedule");
  Job job("GITHUB_ACTIONS", name, Json{{"repository", test::repository()}});
  job.environment["GITHUB_REF"] = "refs/heads/topic";
  const Event event = read_event(job.environment).value();
  CHECK(event.kind == EventKind::branch);
  CHECK(event.head == k_merge);
  CHECK(event.base.empty());
  CHECK(event.branch == "topic");
  CHECK(event.head_ref == "refs/heads/topic");
  CHECK(event.target == "refs/heads/main");
  CHECK(event.default_branch == "refs/heads/main");
}

TEST_CASE("a run by hand on a tag leaves nothing to judge") {
  Job job("GITHUB_ACTIONS", "workflow_dispatch", Json::object());
  job.environment["GITHUB_REF"] = "refs/tags/v1.0";
  CHECK(read_event(job.environment)->kind == EventKind::nothing);
}

TEST_CASE("an event that does not say what is to land is an error, never a pass") {
  const Job job("GITHUB_ACTIONS", "workflow_run", Json::object());
  CHECK(
      test::failure([&job] { read_event(job.environment); }) ==
      "cannot read the variable 'GITHUB_EVENT_NAME': 'workflow_run' does not say what is to land");
}

TEST_CASE("a missing variable of GitHub is named") {
  const auto* const name = GENERATE("GITHUB_EVENT_NAME", "GITHUB_EVENT_PATH");
  Job job("GITHUB_ACTIONS", "pull_request", test::pull_request());
  job.environment.erase(name);
  CHECK(test::failure([&job] { read_event(job.environment); }) ==
        "cannot read the variable '" + std::string(name) + "': it is not set");
}

TEST_CASE("Gitea and Forgejo are told apart from GitHub, whose variables they set too") {
  Json payload = test::pull_request();
  payload["pull_request"]["user"] = {{"id", 3}, {"login", "alice"}, {"is_admin", false}};
  Job gitea("GITEA_ACTIONS", "pull_request", payload);
  CHECK(read_event(gitea.environment)->system == "Gitea Actions");
  CHECK(read_event(gitea.environment)->opener == "gitea:3");
  CHECK(read_event(gitea.environment)->head == k_head);

  Job forgejo("FORGEJO_ACTIONS", "pull_request", payload);
  forgejo.environment["GITEA_ACTIONS"] = "true";
  CHECK(read_event(forgejo.environment)->system == "Forgejo Actions");
  CHECK(read_event(forgejo.environment)->opener == "forgejo:3");
}

TEST_CASE("the accounts of a Gitea server itself are nobody we know") {
  Json payload = test::push();
  payload.erase("deleted");
  payload["sender"] = {{"id", -2}, {"login", "gitea-actions"}};
  const Event event = read_event(Job("GITEA_ACTIONS", "push", payload).environment).value();
  CHECK(event.kind == EventKind::push);
  CHECK(event.pusher.empty());
}

TEST_CASE("a branch that was deleted on Gitea is known by its new tip alone") {
  Json payload = test::push();
  payload.erase("deleted");
  payload["after"] = k_zero;
  CHECK(read_event(Job("GITEA_ACTIONS", "push", payload).environment)->kind == EventKind::nothing);
}

}  // namespace
}  // namespace sallyport::ci::github_test
