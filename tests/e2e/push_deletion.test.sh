#!/usr/bin/env bash
# Deleting a branch is never blocked for what it held.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
ai_commit cursor 120 src/app.cc
expect_status 1 git push origin topic
git push -q --no-verify origin topic
expect_status 0 git push origin --delete topic
equal '' "$(git ls-remote origin refs/heads/topic)"
