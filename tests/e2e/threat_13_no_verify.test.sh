#!/usr/bin/env bash
# What was committed with --no-verify is judged again at push and by check.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
stage_lines 120 src/app.cc
expect_status 1 git commit -m "$(tool_message claude-code)"
expect_status 0 git commit --no-verify -m "$(tool_message claude-code)"
expect_status 1 git push origin topic
said 'push blocked'
expect_status 1 sallyport check --base main
