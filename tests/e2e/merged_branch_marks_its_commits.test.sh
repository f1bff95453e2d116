#!/usr/bin/env bash
# The branch in a merge's subject is evidence about every commit that the merge brought in.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q -b codex/search
human_commit 120 src/search.cc
git checkout -q topic
human_commit 30 src/mine.cc
git merge -q --no-ff --no-verify -m 'Merge pull request #7 from acme/codex/search' codex/search
expect_status 1 sallyport check --range main..topic
expect_json '.change.lines | "\(.ai) \(.undeclared)"' '120 30' sallyport check --range main..topic --json
expect_json '[.attribution.commits[] | select(.origin == "ai")] | length' 2 \
  sallyport check --range main..topic --json

# A person's branch stays undeclared.
git checkout -q -b other main
git merge -q --no-ff --no-verify -m "Merge branch 'search' into 'other'" codex/search
expect_status 0 sallyport check --range main..other
