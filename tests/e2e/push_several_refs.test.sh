#!/usr/bin/env bash
# Each ref of a push is judged, and one that is blocked stops the push.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git branch small
git checkout -q topic
ai_commit cursor 120 src/app.cc
git checkout -q small
human_commit 3 src/small.cc
expect_status 1 git push origin small topic
said 'push blocked' 'topic'
equal '' "$(git ls-remote origin 'refs/heads/[st]*')"
expect_status 0 git push origin small
signed --range origin/main..topic
expect_status 0 git push origin small topic
