#!/usr/bin/env bash
# What somebody declared to be an AI's stays so on a base that moved in the same file.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/moved_base.sh"

new_repo widgets
POLICY_LIMIT=5 init_policy dana
mkdir src
{ function_of first; function_of second; } >src/app.c
git add src
git commit -q --no-verify -m 'Add code'
git checkout -q -b topic
add_checks second src/app.c
git commit -q --no-verify -am 'Check more'
expect_status 0 sallyport check --range main..topic
expect_status 0 in_terminal sallyport declare ai --tool cursor --range main..topic
expect_status 1 sallyport check --range main..topic
base_moves '1i int early;'
git rebase -q main
expect_status 1 sallyport check --range main..topic
expect_json '.change.lines.ai' 10 sallyport check --range main..topic --json
