#!/usr/bin/env bash
# Where no remote is configured, the local branch is no copy of what it is pushed to.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git remote remove origin
ai_commit cursor 120 src/app.cc
expect_status 1 git push "file://$root/origin.git" main
said 'push blocked' '120'
expect_status 1 git push -f "file://$root/origin.git" HEAD:refs/heads/main
signed --range 'main~1..main'
expect_status 0 git push "file://$root/origin.git" main
