#include "ci/systems.hpp"

#include "job.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

namespace sallyport::ci::systems_test {
namespace {

using test::k_base;
using test::k_head;
using test::k_merge;

/// `environment` with more variables, or others.
util::Environment with(util::Environment environment, const util::Environment& more) {
  for (const auto& [name, value] : more) {
    environment[name] = value;
  }
  return environment;
}

std::string failure(const util::Environment& environment) {
  return test::failure([&environment] { read_event(environment); });
}

TEST_CASE("no event is read where no CI system is known") {
  CHECK_FALSE(read_event({}).has_value());
  CHECK_FALSE(read_event({{"CI", "true"}}).has_value());
  CHECK_FALSE(read_event({{"GITHUB_ACTIONS", ""}, {"GITLAB_CI", "false"}}).has_value());
}

TEST_CASE("each system has a name, a variable and documentation of its own") {
  std::set<std::string_view> names;
  std::set<std::string_view> variables;
  for (const System& system : systems()) {
    names.insert(system.name);
    variables.insert(system.variable);
    CHECK(system.documentation.starts_with("https://"));
  }
  CHECK(names.size() == 11);
  CHECK(variables.size() == 11);
}

TEST_CASE("the files that define jobs are known by where they are") {
  for (const std::string file :
       {".github/workflows/ci.yml", ".github/actions/a/b/action.yml", ".gitea/workflows/ci.yml",
        ".forgejo/workflows/ci.yml", ".gitlab-ci.yml", ".gitlab/ci/a.yml",
        "bitbucket-pipelines.yml", "azure-pipelines.yml", "Jenkinsfile", ".circleci/config.yml",
        ".buildkite/pipeline.yml", ".woodpecker/ci.yml", ".woodpecker.yml", ".drone.yml"}) {
    INFO(file);
    CHECK(is_definition(file));
    CHECK_FALSE(is_definition("docs/" + file));
  }
  CHECK(definition_folders() == std::vector<std::string>{"", ".forgejo/workflows",
                                                         ".gitea/workflows", ".github/workflows",
                                                         ".circleci", ".buildkite", ".woodpecker"});
}

TEST_CASE("each system is found by its variable") {
  for (const System& system : systems()) {
    const std::string value(system.value.empty() ? "true" : system.value);
    const System* const found = find_system({{std::string(system.variable), value}});
    REQUIRE(found != nullptr);
    CHECK(found->name == system.name);
  }
}

TEST_CASE("a job that tells nothing but its system is an error, never a pass") {
  for (const System& system : systems()) {
    const std::string value(system.value.empty() ? "true" : system.value);
    CHECK_THAT(failure({{std::string(system.variable), value}}),
               Catch::StartsWith("cannot read the variable '") && Catch::EndsWith("it is not set"));
  }
}

const util::Environment k_bitbucket{{"BITBUCKET_BUILD_NUMBER", "12"},
                                    {"BITBUCKET_BRANCH", "invoices"},
                                    {"BITBUCKET_COMMIT", k_head}};
const util::Environment k_bitbucket_request{{"BITBUCKET_PR_ID", "7"},
                                            {"BITBUCKET_PR_DESTINATION_BRANCH", "main"},
                                            {"BITBUCKET_PR_DESTINATION_COMMIT", k_base}};

TEST_CASE("Bitbucket: a pull request has target, base and head") {
  const Event event = read_event(with(k_bitbucket, k_bitbucket_request)).value();
  CHECK(event.system == "Bitbucket Pipelines");
  CHECK(event.name == "pull_request");
  CHECK(event.kind == EventKind::pull_request);
  CHECK(event.base == k_base);
  CHECK(event.head == k_head);
  CHECK(event.target == "refs/heads/main");
  CHECK(event.branch == "invoices");
  CHECK(event.head_ref == "refs/heads/invoices");
}

TEST_CASE("Bitbucket: an abbreviated commit of the target is no base") {
  const Event event = read_event(with(with(k_bitbucket, k_bitbucket_request),
                                      {{"BITBUCKET_PR_DESTINATION_COMMIT", "aaaaaaaaaaaa"}}))
                          .value();
  CHECK(event.kind == EventKind::pull_request);
  CHECK(event.base.empty());
}

TEST_CASE("Bitbucket: a branch is judged against the default branch, a tag is not") {
  const Event event = read_event(k_bitbucket).value();
  CHECK(event.kind == EventKind::branch);
  CHECK(event.head == k_head);
  CHECK(event.target.empty());
  CHECK(event.head_ref == "refs/heads/invoices");
  CHECK(read_event(with(k_bitbucket, {{"BITBUCKET_TAG", "v1"}}))->kind == EventKind::nothing);
}

const util::Environment k_azure_request{{"TF_BUILD", "True"},
                                        {"BUILD_REASON", "PullRequest"},
                                        {"BUILD_REPOSITORY_PROVIDER", "TfsGit"},
                                        {"BUILD_SOURCEBRANCH", "refs/pull/7/merge"},
                                        {"BUILD_SOURCEVERSION", k_merge},
                                        {"SYSTEM_PULLREQUEST_PULLREQUESTID", "7"},
                                        {"SYSTEM_PULLREQUEST_SOURCEBRANCH", "refs/heads/invoices"},
                                        {"SYSTEM_PULLREQUEST_SOURCECOMMITID", k_head},
                                        {"SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/main"},
                                        {"SYSTEM_PULLREQUEST_ISFORK", "False"}};

TEST_CASE("Azure: a pull request is judged at its source commit, not at the merge") {
  const Event event = read_event(k_azure_request).value();
  CHECK(event.system == "Azure Pipelines");
  CHECK(event.name == "PullRequest");
  CHECK(event.kind == EventKind::pull_request);
  CHECK(event.base.empty());
  CHECK(event.head == k_head);
  CHECK(event.target == "refs/heads/main");
  CHECK(event.branch == "invoices");
  CHECK(event.head_ref == "refs/heads/invoices");
  CHECK_FALSE(event.from_fork);
}

TEST_CASE("Azure: a pull request on GitHub has short branch names and a number of its own") {
  const Event event =
      read_event(with(k_azure_request, {{"BUILD_REPOSITORY_PROVIDER", "GitHub"},
                                        {"SYSTEM_PULLREQUEST_PULLREQUESTID", "1234567"},
                                        {"SYSTEM_PULLREQUEST_PULLREQUESTNUMBER", "8"},
                                        {"SYSTEM_PULLREQUEST_SOURCEBRANCH", "invoices"},
                                        {"SYSTEM_PULLREQUEST_TARGETBRANCH", "main"},
                                        {"SYSTEM_PULLREQUEST_ISFORK", "True"}}))
          .value();
  CHECK(event.target == "refs/heads/main");
  CHECK(event.branch == "invoices");
  CHECK(event.head_ref == "refs/pull/8/head");
  CHECK(event.from_fork);
}

TEST_CASE("Azure: a branch is judged against the default branch, a tag is not") {
  const util::Environment job{{"TF_BUILD", "True"},
                              {"BUILD_REASON", "IndividualCI"},
                              {"BUILD_SOURCEBRANCH", "refs/heads/feature/x"},
                              {"BUILD_SOURCEVERSION", k_head}};
  const Event event = read_event(job).value();
  CHECK(event.name == "IndividualCI");
  CHECK(event.kind == EventKind::branch);
  CHECK(event.head == k_head);
  CHECK(event.branch == "feature/x");
  CHECK(read_event(with(job, {{"BUILD_SOURCEBRANCH", "refs/tags/v1"}}))->note == "'v1' is a tag");
}

TEST_CASE("Jenkins: a change of a multibranch project has its target and its branch") {
  const Event event = read_event({{"JENKINS_URL", "https://ci.example.com/"},
                                  {"BRANCH_NAME", "PR-7"},
                                  {"CHANGE_ID", "7"},
                                  {"CHANGE_TARGET", "main"},
                                  {"CHANGE_BRANCH", "invoices"},
                                  {"CHANGE_FORK", "alice"},
                                  {"GIT_COMMIT", k_head}})
                          .value();
  CHECK(event.system == "Jenkins");
  CHECK(event.name == "change");
  CHECK(event.kind == EventKind::pull_request);
  CHECK(event.base.empty());
  CHECK(event.head == k_head);
  CHECK(event.target == "refs/heads/main");
  CHECK(event.branch == "invoices");
  CHECK(event.head_ref.empty());
  CHECK(event.from_fork);
}

TEST_CASE("Jenkins: a branch is judged from the last commit that passed") {
  const util::Environment job{{"JENKINS_URL", "https://ci.example.com/"},
                              {"BRANCH_NAME", "main"},
                              {"GIT_COMMIT", k_head},
                              {"GIT_PREVIOUS_COMMIT", k_merge},
                              {"GIT_PREVIOUS_SUCCESSFUL_COMMIT", k_base}};
  const Event event = read_event(job).value();
  CHECK(event.kind == EventKind::push);
  CHECK(event.base == k_base);
  CHECK(event.head == k_head);
  CHECK(event.target == "refs/heads/main");
  CHECK(event.pusher.empty());
  CHECK(read_event(with(job, {{"TAG_NAME", "v1"}}))->kind == EventKind::nothing);
}

TEST_CASE("Jenkins: a parameter TAG_NAME does not hide a change") {
  const Event event = read_event({{"JENKINS_URL", "https://ci.example.com/"},
                                  {"BRANCH_NAME", "PR-7"},
                                  {"TAG_NAME", "nightly"},
                                  {"CHANGE_ID", "7"},
                                  {"CHANGE_TARGET", "main"},
                                  {"CHANGE_BRANCH", "invoices"},
                                  {"GIT_COMMIT", k_head}})
                          .value();
  CHECK(event.kind == EventKind::pull_request);
  CHECK(event.branch == "invoices");
}

TEST_CASE("only where a system writes full names of refs is a branch named like a tag one") {
  const util::Environment job{{"JENKINS_URL", "https://ci.example.com/"},
                              {"BRANCH_NAME", "refs/tags/v1"},
                              {"GIT_COMMIT", k_head}};
  CHECK(read_event(job)->kind == EventKind::push);
  CHECK(read_event(job)->target == "refs/heads/refs/tags/v1");
}

TEST_CASE("CircleCI: a pull request is known, its target is not") {
  const util::Environment job{{"CIRCLECI", "true"},
                              {"CIRCLE_BRANCH", "pull/7"},
                              {"CIRCLE_SHA1", k_head},
                              {"CIRCLE_PR_NUMBER", "7"},
                              {"CIRCLE_PULL_REQUEST", "https://github.com/acme/widgets/pull/7"}};
  const Event event = read_event(job).value();
  CHECK(event.system == "CircleCI");
  CHECK(event.kind == EventKind::pull_request);
  CHECK(event.head == k_head);
  CHECK(event.base.empty());
  CHECK(event.target.empty());
  CHECK(event.head_ref == "refs/pull/7/head");
  CHECK(event.from_fork);
  CHECK(failure(with(job, {{"CIRCLE_PULL_REQUEST", "https://x/pull/7 --evil"}})) ==
        "cannot read the variable 'CIRCLE_PULL_REQUEST': '7 --evil' is no positive number");
}

TEST_CASE("CircleCI: a branch is judged against the default branch, a tag is not") {
  const util::Environment job{
      {"CIRCLECI", "true"}, {"CIRCLE_BRANCH", "topic"}, {"CIRCLE_SHA1", k_head}};
  const Event event = read_event(job).value();
  CHECK(event.name == "branch");
  CHECK(event.kind == EventKind::branch);
  CHECK(event.head_ref == "refs/heads/topic");
  CHECK_FALSE(event.from_fork);
  CHECK(read_event({{"CIRCLECI", "true"}, {"CIRCLE_TAG", "v1"}, {"CIRCLE_SHA1", k_head}})->kind ==
        EventKind::nothing);
}

const util::Environment k_buildkite{{"BUILDKITE", "true"},
                                    {"BUILDKITE_BRANCH", "invoices"},
                                    {"BUILDKITE_COMMIT", k_head},
                                    {"BUILDKITE_TAG", ""},
                                    {"BUILDKITE_PULL_REQUEST", "false"},
                                    {"BUILDKITE_PULL_REQUEST_BASE_BRANCH", ""},
                                    {"BUILDKITE_PULL_REQUEST_REPO", ""},
                                    {"BUILDKITE_REPO", "git@github.com:acme/widgets.git"},
                                    {"BUILDKITE_PIPELINE_DEFAULT_BRANCH", "main"}};

TEST_CASE("Buildkite: a pull request has its target") {
  const Event event =
      read_event(with(k_buildkite,
                      {{"BUILDKITE_PULL_REQUEST", "7"},
                       {"BUILDKITE_PULL_REQUEST_BASE_BRANCH", "main"},
                       {"BUILDKITE_PULL_REQUEST_REPO", "https://github.com/acme/widgets.git"}}))
          .value();
  CHECK(event.system == "Buildkite");
  CHECK(event.kind == EventKind::pull_request);
  CHECK(event.head == k_head);
  CHECK(event.target == "refs/heads/main");
  CHECK(event.default_branch == "refs/heads/main");
  CHECK(event.branch == "invoices");
  CHECK(event.head_ref == "refs/pull/7/head");
  CHECK_FALSE(event.from_fork);
}

TEST_CASE("Buildkite: a fork is told by its repository, and its branch has an owner before it") {
  const Event event =
      read_event(with(k_buildkite,
                      {{"BUILDKITE_BRANCH", "alice:invoices"},
                       {"BUILDKITE_PULL_REQUEST", "7"},
                       {"BUILDKITE_PULL_REQUEST_BASE_BRANCH", "main"},
                       {"BUILDKITE_PULL_REQUEST_REPO", "git://github.com/alice/widgets.git"}}))
          .value();
  CHECK(event.from_fork);
  CHECK(event.branch == "invoices");
}

TEST_CASE("Buildkite: a merge queue has its base") {
  const Event event =
      read_event(with(k_buildkite, {{"BUILDKITE_BRANCH", "gh-readonly-queue/main/pr-7"},
                                    {"BUILDKITE_MERGE_QUEUE_BASE_BRANCH", "main"},
                                    {"BUILDKITE_MERGE_QUEUE_BASE_COMMIT", k_base}}))
          .value();
  CHECK(event.kind == EventKind::merge_queue);
  CHECK(event.base == k_base);
  CHECK(event.head == k_head);
  CHECK(event.target == "refs/heads/main");
  CHECK(event.head_ref == "refs/heads/gh-readonly-queue/main/pr-7");
}

TEST_CASE("Buildkite: a branch is judged against the default branch, a tag is not") {
  const Event event = read_event(k_buildkite).value();
  CHECK(event.kind == EventKind::branch);
  CHECK(event.target == "refs/heads/main");
  CHECK(event.head_ref == "refs/heads/invoices");
  CHECK(read_event(with(k_buildkite, {{"BUILDKITE_TAG", "v1"}}))->kind == EventKind::nothing);
}

TEST_CASE("Buildkite: a build by hand that names no commit is an error") {
  CHECK(failure(with(k_buildkite, {{"BUILDKITE_COMMIT", "HEAD"}})) ==
        "cannot read the variable 'BUILDKITE_COMMIT': 'HEAD' is no commit id");
}

const util::Environment k_woodpecker{{"CI", "woodpecker"},
                                     {"CI_PIPELINE_EVENT", "pull_request"},
                                     {"CI_FORGE_TYPE", "forgejo"},
                                     {"CI_REPO_DEFAULT_BRANCH", "main"},
                                     {"CI_COMMIT_SHA", k_head},
                                     {"CI_COMMIT_BRANCH", "main"},
                                     {"CI_COMMIT_PULL_REQUEST", "7"},
                                     {"CI_COMMIT_SOURCE_BRANCH", "invoices"},
                                     {"CI_COMMIT_TARGET_BRANCH", "main"}};

TEST_CASE("Woodpecker: a pull request has its target, and its ref by the kind of forge") {
  const Event event = read_event(k_woodpecker).value();
  CHECK(event.system == "Woodpecker");
  CHECK(event.kind == EventKind::pull_request);
  CHECK(event.head == k_head);
  CHECK(event.target == "refs/heads/main");
  CHECK(event.branch == "invoices");
  CHECK(event.head_ref == "refs/pull/7/head");
  CHECK(read_event(with(k_woodpecker, {{"CI_FORGE_TYPE", "gitlab"}}))->head_ref ==
        "refs/merge-requests/7/head");
}

TEST_CASE("Woodpecker: a closed pull request and a tag leave nothing to judge") {
  CHECK(read_event(with(k_woodpecker, {{"CI_PIPELINE_EVENT", "pull_request_closed"}}))->note ==
        "pull request 7 is closed");
  CHECK(read_event(with(k_woodpecker, {{"CI_PIPELINE_EVENT", "tag"}, {"CI_COMMIT_TAG", "v1"}}))
            ->note == "'v1' is a tag");
}

TEST_CASE("Woodpecker: a push is judged against the default branch") {
  const auto* const name = GENERATE("push", "cron", "manual");
  const Event event = read_event(with(k_woodpecker, {{"CI_PIPELINE_EVENT", name},
                                                     {"CI_COMMIT_BRANCH", "topic"},
                                                     {"CI_PREV_COMMIT_SHA", k_base}}))
                          .value();
  CHECK(event.name == name);
  CHECK(event.kind == EventKind::branch);
  CHECK(event.base.empty());
  CHECK(event.branch == "topic");
  CHECK(event.target == "refs/heads/main");
}

const util::Environment k_drone{{"DRONE", "true"},
                                {"DRONE_BUILD_EVENT", "pull_request"},
                                {"DRONE_REPO_BRANCH", "main"},
                                {"DRONE_BRANCH", "main"},
                                {"DRONE_COMMIT_SHA", k_head},
                                {"DRONE_COMMIT_BEFORE", k_base},
                                {"DRONE_COMMIT_REF", "refs/pull/7/head"},
                                {"DRONE_PULL_REQUEST", "7"},
                                {"DRONE_SOURCE_BRANCH", "invoices"},
                                {"DRONE_TARGET_BRANCH", "main"}};

TEST_CASE("Drone: a pull request has its target") {
  const Event event = read_event(k_drone).value();
  CHECK(event.system == "Drone");
  CHECK(event.kind == EventKind::pull_request);
  CHECK(event.base.empty());
  CHECK(event.head == k_head);
  CHECK(event.target == "refs/heads/main");
  CHECK(event.branch == "invoices");
  CHECK(event.head_ref == "refs/pull/7/head");
  CHECK(read_event(with(k_drone, {{"DRONE_COMMIT_REF", "refs/merge-requests/7/head"}}))->head_ref ==
        "refs/merge-requests/7/head");
}

TEST_CASE("Drone: a push is judged from its old tip, other builds against the default branch") {
  const Event push = read_event(with(k_drone, {{"DRONE_BUILD_EVENT", "push"}})).value();
  CHECK(push.kind == EventKind::push);
  CHECK(push.base == k_base);
  CHECK(push.target == "refs/heads/main");
  const Event cron = read_event(with(k_drone, {{"DRONE_BUILD_EVENT", "cron"}})).value();
  CHECK(cron.kind == EventKind::branch);
  CHECK(cron.base.empty());
  CHECK(read_event(with(k_drone, {{"DRONE_BUILD_EVENT", "tag"}, {"DRONE_TAG", "v1"}}))->note ==
        "'v1' is a tag");
}

}  // namespace
}  // namespace sallyport::ci::systems_test
