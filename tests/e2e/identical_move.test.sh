#!/usr/bin/env bash
# Moving a file unchanged adds no lines, and both names still match rules.
source "$(dirname "$0")/lib.sh"

new_repo widgets
POLICY_EXTRA='[[rule]]
name = "AI in authentication"
when = { ai_files = ">= 1", paths = ["src/auth/**"] }
require = ["security"]' init_policy dana
stage_lines 300 src/app.cc
git commit -q -m 'Add code'
git checkout -q -b topic
git mv src/app.cc src/main.cc
as_tool cursor git commit -q -m 'Move it'
expect_status 0 sallyport check --range main..topic
expect_json '.change | "\(.files) \(.lines.ai)"' '2 0' sallyport check --range main..topic --json
mkdir src/auth
git mv src/main.cc src/auth/main.cc
as_tool cursor git commit -q -m 'Move it again'
expect_status 1 sallyport check --range main..topic
said 'AI in authentication'
