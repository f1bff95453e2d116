"""What CI systems tell a job: variables and event files, for the same few events on each of them."""

import json


def github(event, world, rng):
    """(variables, event file) of GitHub Actions for the event's name."""
    head, base = world["topic"], world["main"]
    repository = {"id": 1, "default_branch": "main"}
    sender = {"id": rng.choice((101, 102, 555)), "type": "User"}
    payload = {
        "pull_request": {"action": "synchronize", "number": 7, "repository": repository, "sender": sender, "pull_request": {
            "number": 7, "state": "open", "user": {"id": sender["id"], "login": "opener", "type": "User"},
            "head": {"sha": head, "ref": "topic", "repo": {"id": rng.choice((1, 2))}},
            "base": {"sha": base, "ref": "main", "repo": {"id": 1}}}},
        "push": {"ref": rng.choice(("refs/heads/main", "refs/heads/main", "refs/heads/topic", "refs/tags/v1")),
                 "before": rng.choice((base, base, "0" * 40)), "after": head, "deleted": False,
                 "repository": repository, "sender": sender},
        "merge_group": {"action": "checks_requested", "repository": repository, "sender": sender, "merge_group": {
            "head_sha": world["squash"], "head_ref": "refs/heads/gh-readonly-queue/main/pr-7", "base_sha": world["moved"],
            "base_ref": "refs/heads/main"}},
        "workflow_dispatch": {"ref": "refs/heads/topic", "repository": repository, "sender": sender},
        "workflow_run": {"repository": repository, "sender": sender},
    }[event]
    system = rng.choice(({}, {}, {"GITEA_ACTIONS": "true"}, {"FORGEJO_ACTIONS": "true"}))
    return {"GITHUB_ACTIONS": "true", "CI": "true", "GITHUB_EVENT_NAME": event, "GITHUB_SHA": head,
            "GITHUB_REF": "refs/heads/topic", "GITHUB_REPOSITORY": "acme/widgets", **system}, json.dumps(payload)


def comment(world, digest, rng):
    """The event of a comment that signs the change of that digest."""
    account = rng.choice((102, 103, 104, 999))
    return json.dumps({
        "action": "created", "issue": {"number": 7, "pull_request": {"url": "https://example.com"}},
        "comment": {"id": 1, "html_url": "https://example.com/7#1", "user": {"id": account, "type": "User"},
                    "performed_via_github_app": None,
                    "body": f"/signoff security {digest[:rng.choice((32, 32, 64, 12))]}\nthreats: nothing new is reachable"},
        "repository": {"id": 1, "default_branch": "main"}, "sender": {"id": account, "type": "User"}})


def others(world, rng):
    """Variables of every other system: a request, and a push or what else it knows."""
    head, base = world["topic"], world["main"]
    zero = "0" * 40
    gitlab_request = {
        "GITLAB_CI": "true", "CI_PIPELINE_SOURCE": "merge_request_event", "CI_MERGE_REQUEST_IID": "7",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "topic", "CI_PROJECT_ID": "1",
        "CI_MERGE_REQUEST_PROJECT_ID": "1", "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": rng.choice(("1", "2")),
        "CI_COMMIT_SHA": head, "CI_DEFAULT_BRANCH": "main", "CI_MERGE_REQUEST_EVENT_TYPE": "detached"}
    return [
        gitlab_request,
        gitlab_request | {"CI_MERGE_REQUEST_EVENT_TYPE": "merged_result", "CI_COMMIT_SHA": world["merged"],
                          "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": head, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": world["moved"]},
        gitlab_request | {"CI_MERGE_REQUEST_EVENT_TYPE": "merge_train", "CI_COMMIT_SHA": world["merged"]},
        gitlab_request | {"CI_PROJECT_ID": "9"},
        {"GITLAB_CI": "true", "CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": "main", "CI_COMMIT_SHA": head,
         "CI_COMMIT_BEFORE_SHA": rng.choice((base, zero)), "CI_DEFAULT_BRANCH": "main", "GITLAB_USER_ID": "77"},
        {"GITLAB_CI": "true", "CI_PIPELINE_SOURCE": "schedule", "CI_COMMIT_BRANCH": "topic", "CI_COMMIT_SHA": head,
         "CI_DEFAULT_BRANCH": "main"},
        {"BITBUCKET_BUILD_NUMBER": "1", "BITBUCKET_PR_ID": "7", "BITBUCKET_PR_DESTINATION_BRANCH": "main", "BITBUCKET_BRANCH": "topic",
         "BITBUCKET_PR_DESTINATION_COMMIT": rng.choice((base, base[:12])), "BITBUCKET_COMMIT": head},
        {"BITBUCKET_BUILD_NUMBER": "1", "BITBUCKET_BRANCH": "topic", "BITBUCKET_COMMIT": head},
        {"TF_BUILD": "True", "BUILD_REASON": "PullRequest", "SYSTEM_PULLREQUEST_SOURCECOMMITID": head,
         "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main", "SYSTEM_PULLREQUEST_SOURCEBRANCH": "refs/heads/topic",
         "SYSTEM_PULLREQUEST_PULLREQUESTID": "7", "SYSTEM_PULLREQUEST_ISFORK": "False", "BUILD_SOURCEVERSION": world["merged"]},
        {"TF_BUILD": "True", "BUILD_REASON": "IndividualCI", "BUILD_SOURCEVERSION": head, "BUILD_SOURCEBRANCH": "refs/heads/topic"},
        {"JENKINS_URL": "https://ci.example.com", "CHANGE_ID": "7", "CHANGE_TARGET": "main", "CHANGE_BRANCH": "topic",
         "BRANCH_NAME": "PR-7", "GIT_COMMIT": head},
        {"JENKINS_URL": "https://ci.example.com", "BRANCH_NAME": "main", "GIT_COMMIT": head, "GIT_PREVIOUS_SUCCESSFUL_COMMIT": base},
        {"CIRCLECI": "true", "CIRCLE_SHA1": head, "CIRCLE_BRANCH": "topic", "CIRCLE_PULL_REQUEST": "https://example.com/acme/widgets/pull/7"},
        {"BUILDKITE": "true", "BUILDKITE_PULL_REQUEST": "7", "BUILDKITE_PULL_REQUEST_BASE_BRANCH": "main", "BUILDKITE_BRANCH": "topic",
         "BUILDKITE_COMMIT": head},
        {"BUILDKITE": "true", "BUILDKITE_PULL_REQUEST": "false", "BUILDKITE_BRANCH": "topic", "BUILDKITE_COMMIT": rng.choice((head, "HEAD"))},
        {"CI": "woodpecker", "CI_PIPELINE_EVENT": "pull_request", "CI_COMMIT_SHA": head, "CI_COMMIT_TARGET_BRANCH": "main",
         "CI_COMMIT_SOURCE_BRANCH": "topic", "CI_COMMIT_PULL_REQUEST": "7"},
        {"CI": "woodpecker", "CI_PIPELINE_EVENT": "push", "CI_COMMIT_SHA": head, "CI_COMMIT_BRANCH": "topic"},
        {"DRONE": "true", "DRONE_BUILD_EVENT": "pull_request", "DRONE_COMMIT_SHA": head, "DRONE_TARGET_BRANCH": "main",
         "DRONE_SOURCE_BRANCH": "topic", "DRONE_PULL_REQUEST": "7"},
        {"DRONE": "true", "DRONE_BUILD_EVENT": "push", "DRONE_COMMIT_SHA": head, "DRONE_BRANCH": "main", "DRONE_COMMIT_BEFORE": base},
        {"DRONE": "true", "DRONE_BUILD_EVENT": "tag", "DRONE_COMMIT_SHA": head},
        {},
    ]
