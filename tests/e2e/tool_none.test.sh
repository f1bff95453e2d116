#!/usr/bin/env bash
# The same change without any marker passes, and is called undeclared, not human.
source "$(dirname "$0")/lib.sh"

project dana
human_commit 120 src/app.ts
expect_status 0 sallyport check --range main..topic
said 'pass'
expect_json '.attribution.commits[0].origin' undeclared sallyport check --range main..topic --json
expect_json '.change.lines | "\(.ai) \(.undeclared)"' '0 120' sallyport check --range main..topic --json
