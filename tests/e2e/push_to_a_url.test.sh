#!/usr/bin/env bash
# A push to a URL instead of a named remote is judged all the same.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
ai_commit cursor 120 src/app.cc
expect_status 1 git push "file://$root/origin.git" topic
said 'push blocked' '120'
