#!/usr/bin/env bash
# Where there is a remote the base is found with the remote copy of the target, not with the local branch.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
ai_commit cursor 120 src/app.cc
git checkout -q -b feature
human_commit 1 src/mine.cc
expect_status 1 sallyport check
said '120' 'origin/main'
expect_status 1 git push origin feature
said 'push blocked'
