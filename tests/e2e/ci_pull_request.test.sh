#!/usr/bin/env bash
# A pull request is blocked in CI until it is signed, by the same figures as the hook's.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
ai_commit cursor 120 src/app.cc
here=$(json '.change.lines.ai, .change.digest' sallyport check --base origin/main --json)
event=$(pull_request topic)
git checkout -q --detach main
expect_status 1 as_github pull_request "$event" sallyport ci
said 'judged: GitHub Actions pull_request: [0-9a-f]+ into main \(base [0-9a-f]+: the merge base\)|change blocked' \
  '120 of 120 lines by Cursor' 'git fetch origin refs/pull/7/head && sallyport signoff security --range origin/main..FETCH_HEAD' \
  'not gated where it was made'
equal "$here" "$(json '.change.lines.ai, .change.digest' as_github pull_request "$event" sallyport ci --json)"
expect_json '.gate, .lands, .verdict' $'ci\ntrue\nblocked' as_github pull_request "$event" sallyport ci --json
expect_status 1 as_github pull_request_target "$event" sallyport ci

# The command that it prints works, and then the same event passes.
git push -q --no-verify origin "topic:refs/pull/7/head"
git fetch -q origin refs/pull/7/head
signed --range origin/main..FETCH_HEAD
expect_status 0 as_github pull_request "$event" sallyport ci
said 'pass'
never_said 'not gated'
