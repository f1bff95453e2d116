#!/usr/bin/env bash
# A signature for one item does not carry over to another.
source "$(dirname "$0")/lib.sh"

new_repo widgets
POLICY_EXTRA='[item.architecture]
title = "Architecture review"
text = "Who could misuse this change, and what stops them?"
[[rule]]
name = "AI in src"
when = { ai_files = ">= 1", paths = ["src/**"] }
require = ["architecture"]' init_policy dana
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
signed --range main..topic
expect_status 1 sallyport check --range main..topic
expect_json '[.items[] | "\(.id) \(.status)"] | join(", ")' 'architecture pending, security approved' \
  sallyport check --range main..topic --json
expect_json '.next[0]' 'sallyport signoff architecture --range main..topic' \
  sallyport check --range main..topic --json
