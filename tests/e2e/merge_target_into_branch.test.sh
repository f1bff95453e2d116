#!/usr/bin/env bash
# Merging the target into a branch does not count the landed AI lines again.
source "$(dirname "$0")/lib.sh"

project dana
human_commit 3 src/mine.cc
git checkout -q main
ai_commit cursor 300 src/landed.cc
git checkout -q topic
expect_status 0 git merge --no-edit main
expect_status 0 sallyport check --range main..topic
expect_json '.change.lines | "\(.added) \(.ai)"' '3 0' sallyport check --range main..topic --json

git checkout -q -b conflict main~1
mkdir -p src
echo "int landed_1 = 0;" >src/landed.cc
git add src
git commit -q --no-verify -m 'Start it too'
expect_status 1 git merge --no-edit main
git checkout -q --theirs src/landed.cc
git add src/landed.cc
expect_status 0 git commit --no-edit
