#!/usr/bin/env bash
# Growing a commit by amends passes the commit hook and is blocked at push.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
stage_lines 60 src/one.cc
expect_status 0 git commit -m "$(tool_message claude-code)"
stage_lines 60 src/two.cc
expect_status 0 git commit --amend --no-edit
expect_status 1 git push origin topic
said 'push blocked' '120'
