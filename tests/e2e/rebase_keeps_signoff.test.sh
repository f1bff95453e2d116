#!/usr/bin/env bash
# A rebase keeps the sign-off while the base moved only in other files.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
signed --range main..topic
git checkout -q main
human_commit 5 src/other.cc
git checkout -q topic
git rebase -q main
expect_status 0 sallyport check --range main..topic
expect_json '.items[0].counted[0].rung' same-delta sallyport check --range main..topic --json
