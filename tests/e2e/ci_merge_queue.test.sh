#!/usr/bin/env bash
# A step of a merge queue is judged from the commit that the forge put it on, under the target's policy.
source "$(dirname "$0")/lib.sh"

add_person bob
new_repo widgets
POLICY_ITEM='independent = true' init_policy dana bob
git branch topic
new_remote
human_commit 5 src/first.cc
queue_base=$(git rev-parse HEAD)
git checkout -q topic
ai_commit cursor 120 src/app.cc
git checkout -q --detach "$queue_base"
git merge -q --no-verify --no-ff -m 'Merge pull request #7' topic
event() {
  jq -nc --arg base "$queue_base" --arg head "$(git rev-parse HEAD)" '
    {action: "checks_requested", merge_group: {base_sha: $base, head_sha: $head,
      base_ref: "refs/heads/main", head_ref: "refs/heads/gh-readonly-queue/main/pr-7-\($base)"},
     repository: {id: 1, default_branch: "main"}, sender: {id: 5, type: "User"}}'
}
expect_status 1 as_github merge_group "$(event)" sallyport ci
said '120 of 120 lines' "the queue's" 'by: +GitHub Actions itself, of what was judged before'
as bob signed --range main..topic
expect_status 0 as_github merge_group "$(event)" sallyport ci

# What the queue squashes is the same change.
git checkout -q --detach "$queue_base"
git merge -q --squash topic >/dev/null
git commit -q --no-verify -m 'Add the app (#7)'
expect_json '.items[0].counted[0].rung // "none", .verdict' $'same-delta\npass' as_github merge_group "$(event)" sallyport ci --json
