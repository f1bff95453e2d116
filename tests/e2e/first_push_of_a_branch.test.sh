#!/usr/bin/env bash
# The first push of a branch is judged from where it left the target.
source "$(dirname "$0")/lib.sh"

new_repo widgets
init_policy dana
new_remote
sallyport install >/dev/null
git checkout -q -b small
ai_commit cursor 99 src/small.cc
expect_status 0 git push -u origin small
git checkout -q -b large main
ai_commit cursor 60 src/one.cc
ai_commit cursor 60 src/two.cc
expect_status 1 git push -u origin large
said 'push blocked' '120' '2 of 2 commits'
