#!/usr/bin/env bash
# Declaring a change human takes its lines out of the undeclared, and only those; an agent cannot declare.
source "$(dirname "$0")/lib.sh"

new_repo widgets
POLICY_EXTRA='[[rule]]
name = "large and undeclared"
when = { undeclared_lines = ">= 80" }
ask = true' init_policy dana
git checkout -q -b topic
human_commit 90 src/mine.cc
ai_commit cursor 40 src/tool.cc
expect_status 1 sallyport check --range main..topic
said 'provenance|declare'
CLAUDECODE=1 expect_status 1 in_terminal sallyport declare human --range main..topic
expect_status 0 in_terminal sallyport declare human --range main..topic
expect_status 0 sallyport check --range main..topic
expect_json '.change.lines | "\(.ai) \(.undeclared) \(.human)"' '40 0 90' \
  sallyport check --range main..topic --json
equal standing "$(log_files | cut -d/ -f1)"
