#!/usr/bin/env bash
# A detached HEAD is judged against the target like a branch.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q --detach
ai_commit cursor 120 src/app.cc
expect_status 1 sallyport check
said '120'
signed --base main
expect_status 0 sallyport check --base main
stage_lines 120 src/more.cc
expect_status 1 git commit -m "$(tool_message claude-code)"
said 'commit blocked'
