#!/usr/bin/env bash
# Merging an AI branch into main with a merge commit is blocked before the commit.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
git checkout -q main
human_commit 1 src/mine.cc
expect_status 1 git merge --no-edit topic
said 'blocked' '120' 'security'
git merge --abort
signed --range main..topic
expect_status 0 git merge --no-edit topic
