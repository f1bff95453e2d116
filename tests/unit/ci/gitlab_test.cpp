#include "ci/systems.hpp"
#include "job.hpp"

#include <catch2/catch.hpp>

namespace sallyport::ci::gitlab_test {
namespace {

using test::k_base;
using test::k_head;
using test::k_merge;
using test::k_zero;

/// A pipeline for a merge request whose source branch is tested alone ("detached").
util::Environment merge_request() {
  return {{"CI", "true"},
          {"GITLAB_CI", "true"},
          {"CI_PIPELINE_SOURCE", "merge_request_event"},
          {"CI_DEFAULT_BRANCH", "main"},
          {"CI_COMMIT_SHA", k_head},
          {"CI_COMMIT_BEFORE_SHA", k_zero},
          {"CI_COMMIT_REF_NAME", "invoices"},
          {"CI_MERGE_REQUEST_IID", "7"},
          {"CI_MERGE_REQUEST_EVENT_TYPE", "detached"},
          {"CI_MERGE_REQUEST_DIFF_BASE_SHA", std::string(40, 'd')},
          {"CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "invoices"},
          {"CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", ""},
          {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "release/2.x"},
          {"CI_MERGE_REQUEST_TARGET_BRANCH_SHA", ""},
          {"CI_MERGE_REQUEST_PROJECT_ID", "1001"},
          {"CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "1001"},
          {"GITLAB_USER_ID", "42"}};
}

/// The same with a merge made for testing, of the kind that is named.
util::Environment merged(const std::string& kind) {
  util::Environment environment = merge_request();
  environment["CI_MERGE_REQUEST_EVENT_TYPE"] = kind;
  environment["CI_COMMIT_SHA"] = k_merge;
  environment["CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"] = k_head;
  environment["CI_MERGE_REQUEST_TARGET_BRANCH_SHA"] = k_base;
  return environment;
}

util::Environment branch(const std::string& source) {
  return {{"CI", "true"},
          {"GITLAB_CI", "true"},
          {"CI_PIPELINE_SOURCE", source},
          {"CI_DEFAULT_BRANCH", "main"},
          {"CI_COMMIT_SHA", k_head},
          {"CI_COMMIT_BEFORE_SHA", k_base},
          {"CI_COMMIT_BRANCH", "topic"},
          {"GITLAB_USER_ID", "42"}};
}

TEST_CASE("a merge request on GitLab is judged at the tip of its source branch") {
  const Event event = read_event(merge_request()).value();
  CHECK(event.system == "GitLab CI/CD");
  CHECK(event.name == "merge_request_event");
  CHECK(event.kind == EventKind::pull_request);
  CHECK(event.base.empty());
  CHECK(event.head == k_head);
  CHECK(event.target == "refs/heads/release/2.x");
  CHECK(event.default_branch == "refs/heads/main");
  CHECK(event.branch == "invoices");
  CHECK(event.head_ref == "refs/merge-requests/7/head");
  CHECK(event.opener.empty());
  CHECK(event.pusher.empty());
  CHECK_FALSE(event.from_fork);
}

TEST_CASE("a pipeline for merged results judges the source branch, not the merge") {
  const Event event = read_event(merged("merged_result")).value();
  CHECK(event.kind == EventKind::pull_request);
  CHECK(event.base == k_base);
  CHECK(event.head == k_head);
}

TEST_CASE("a pipeline for merged results that does not tell the source branch is an error") {
  util::Environment environment = merged("merged_result");
  environment.erase("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA");
  CHECK(test::failure([&environment] { read_event(environment); }) ==
        "cannot read the variable 'CI_MERGE_REQUEST_SOURCE_BRANCH_SHA': it is not set");
}

TEST_CASE("a merge train is a merge queue, whose base is the parent of its commit") {
  const Event event = read_event(merged("merge_train")).value();
  CHECK(event.kind == EventKind::merge_queue);
  CHECK(event.base.empty());
  CHECK(event.head == k_merge);
  CHECK(event.target == "refs/heads/release/2.x");
}

TEST_CASE("a merge request from another project is from a fork") {
  util::Environment environment = merge_request();
  environment["CI_MERGE_REQUEST_SOURCE_PROJECT_ID"] = "1002";
  CHECK(read_event(environment)->from_fork);
}

TEST_CASE("a child pipeline of a merge request is still one of a merge request") {
  util::Environment environment = merge_request();
  environment["CI_PIPELINE_SOURCE"] = "parent_pipeline";
  CHECK(read_event(environment)->kind == EventKind::pull_request);
}

TEST_CASE("a pushed branch on GitLab is judged from its old tip, and names who pushed") {
  const Event event = read_event(branch("push")).value();
  CHECK(event.kind == EventKind::push);
  CHECK(event.base == k_base);
  CHECK(event.head == k_head);
  CHECK(event.target == "refs/heads/topic");
  CHECK(event.branch == "topic");
  CHECK(event.head_ref == "refs/heads/topic");
  CHECK(event.pusher == "gitlab:42");
}

TEST_CASE("a new branch on GitLab has no base") {
  util::Environment environment = branch("push");
  environment["CI_COMMIT_BEFORE_SHA"] = k_zero;
  CHECK(read_event(environment)->base.empty());
}

TEST_CASE("a pipeline by schedule or by hand judges the branch against the default branch") {
  const auto* const source = GENERATE("schedule", "web", "api");
  const Event event = read_event(branch(source)).value();
  CHECK(event.name == source);
  CHECK(event.kind == EventKind::branch);
  CHECK(event.base.empty());
  CHECK(event.head == k_head);
  CHECK(event.target == "refs/heads/main");
  CHECK(event.pusher.empty());
}

TEST_CASE("a tag pipeline leaves nothing to judge") {
  util::Environment environment = branch("push");
  environment.erase("CI_COMMIT_BRANCH");
  environment["CI_COMMIT_TAG"] = "v1.0";
  const Event event = read_event(environment).value();
  CHECK(event.kind == EventKind::nothing);
  CHECK(event.note == "'v1.0' is a tag");
}

TEST_CASE("a variable of GitLab that is missing or malformed is named") {
  util::Environment environment = merge_request();
  environment["CI_COMMIT_SHA"] = "main";
  CHECK(test::failure([&environment] { read_event(environment); }) ==
        "cannot read the variable 'CI_COMMIT_SHA': 'main' is no commit id");
  environment = merge_request();
  environment["CI_MERGE_REQUEST_IID"] = "7/../8";
  CHECK(test::failure([&environment] { read_event(environment); }) ==
        "cannot read the variable 'CI_MERGE_REQUEST_IID': '7/../8' is no positive number");
  environment = branch("push");
  environment["GITLAB_USER_ID"] = "-1";
  CHECK(test::failure([&environment] { read_event(environment); }) ==
        "cannot read the variable 'GITLAB_USER_ID': '-1' is no positive number");
  environment = branch("schedule");
  environment.erase("CI_COMMIT_BRANCH");
  CHECK(test::failure([&environment] { read_event(environment); }) ==
        "cannot read the variable 'CI_COMMIT_BRANCH': it is not set");
}

}  // namespace
}  // namespace sallyport::ci::gitlab_test
