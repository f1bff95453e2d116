#!/usr/bin/env bash
# What a merge commit itself adds is judged, and two merge bases are both judged.
source "$(dirname "$0")/lib.sh"

project dana
human_commit 1 src/one.cc
git checkout -q -b other main
human_commit 1 src/two.cc
git merge -q --no-commit --no-ff topic
stage_lines 120 src/evil.cc
as_tool cursor git commit -q --no-verify -m 'Merge topic'
expect_status 1 sallyport check --range main..other
expect_json '.change.lines.ai' 120 sallyport check --range main..other --json

git checkout -q -B left main
human_commit 1 src/left.cc
git checkout -q -B right main
human_commit 1 src/right.cc
git checkout -q -B cross left
git merge -q --no-verify -m 'Cross' right
git checkout -q right
git merge -q --no-verify -m 'Cross too' left~0
ai_commit cursor 120 src/app.cc
expect_status 1 sallyport check --range cross..right
said '2 best merge bases' '120'
