#!/usr/bin/env bash
# Without a policy the hooks let through with a hint, and check says how to start.
source "$(dirname "$0")/lib.sh"

new_repo plain
sallyport install >/dev/null
stage_lines 500 src/app.cc
expect_status 0 git commit -m "$(tool_message claude-code)"
said 'no policy' 'sallyport init'
expect_status 2 sallyport check --range HEAD~1..HEAD
said 'no policy' 'sallyport init'
