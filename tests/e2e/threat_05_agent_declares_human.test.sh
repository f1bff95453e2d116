#!/usr/bin/env bash
# An agent can declare nothing, and what a person declares lowers only lines that carry no marker.
source "$(dirname "$0")/lib.sh"

new_repo widgets
POLICY_EXTRA='[[rule]]
name = "large and undeclared"
when = { undeclared_lines = ">= 80" }
ask = true' init_policy dana
git checkout -q -b topic
human_commit 90 src/mine.cc
ai_commit cursor 120 src/tool.cc
for agent in CLAUDECODE=1 CURSOR_AGENT=1; do
  expect_status 1 env "$agent" script -qec 'sallyport declare human --range main..topic' /dev/null
  said 'an agent must not sign'
done
expect_status 1 sallyport check --range main..topic
expect_status 0 in_terminal sallyport declare human --range main..topic
expect_status 1 sallyport check --range main..topic
expect_json '.change.lines | "\(.ai) \(.undeclared) \(.human)"' '120 0 90' \
  sallyport check --range main..topic --json
