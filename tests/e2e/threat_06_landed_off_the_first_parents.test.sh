#!/usr/bin/env bash
# Moving main to a merge whose first parent is no former tip of main does not hide what landed there
# and was reverted; neither does a file that became a folder.
source "$(dirname "$0")/lib.sh"

new_repo widgets
echo hello >tool
git add tool
init_policy dana
new_remote
sallyport install >/dev/null
git branch side
git checkout -q -b topic
git rm -q tool
ai_commit cursor 120 tool/main.cc
signed --range origin/main..topic
land topic
take_back
git checkout -q -b again
git cherry-pick topic >/dev/null
expect_status 1 git push origin again:main
said 'it landed and is gone since'
git checkout -q side
human_commit 3 src/small.c
git merge -q --no-edit main
expect_status 0 git push origin side:main
git checkout -q -b once_more
git cherry-pick topic >/dev/null
expect_status 1 git push origin once_more:main
said 'it landed and is gone since'
