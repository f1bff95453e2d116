#!/usr/bin/env bash
# Squashing the commits on an unmoved base keeps the sign-off.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 70 src/one.cc
ai_commit cursor 70 src/two.cc
signed --range main..topic
git reset -q --soft main
as_tool cursor git commit -q --no-verify -m 'Add both'
expect_status 0 sallyport check --range main..topic
expect_json '.items[0].counted[0].rung' exact sallyport check --range main..topic --json
