#!/usr/bin/env bash
# The base that an event names is not what has landed: a stale or unlanded one supplies no policy.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git checkout -q -b queued
sed -i 's/>= 100/>= 100000/' .sallyport/policy.toml
git commit -q --no-verify -am 'Loosen the policy'
git checkout -q -b second
ai_commit cursor 150 src/a.cc
unlanded=$(git rev-parse queued)
event=$(pull_request second ".pull_request.base.sha = \"$unlanded\"")
expect_json '.verdict, .change.lines.ai' $'blocked\n150' as_github pull_request "$event" sallyport ci --json
queue=$(jq -nc --arg base "$unlanded" --arg head "$(git rev-parse second)" '
  {action: "checks_requested", merge_group: {base_sha: $base, head_sha: $head,
    base_ref: "refs/heads/main", head_ref: "refs/heads/gh-readonly-queue/main/pr-8"},
   repository: {id: 1, default_branch: "main"}, sender: {id: 5, type: "User"}}')
expect_json '.verdict, .change.lines.ai' $'blocked\n150' as_github merge_group "$queue" sallyport ci --json

# A fast-forward merge train names no base, and its head is no merge: the whole of it is judged.
gitlab() {
  env GITLAB_CI=true CI_PIPELINE_SOURCE=merge_request_event CI_MERGE_REQUEST_IID=7 \
    CI_MERGE_REQUEST_EVENT_TYPE="$1" CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main \
    CI_MERGE_REQUEST_SOURCE_BRANCH_NAME=topic CI_MERGE_REQUEST_SOURCE_PROJECT_ID=5 \
    CI_MERGE_REQUEST_PROJECT_ID=5 CI_PROJECT_ID="$2" CI_COMMIT_SHA="$(git rev-parse "$3")" \
    CI_DEFAULT_BRANCH=main sallyport ci
}
git checkout -q -b train main
ai_commit cursor 150 src/b.cc
human_commit 5 src/c.cc
expect_status 1 gitlab merge_train 5 train
said '150 of 155 lines'
expect_status 3 gitlab detached 9 train
said 'runs in the fork'
