#!/usr/bin/env bash
# Amending only the message keeps the sign-off.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
signed --range main..topic
git commit -q --amend --no-verify -m 'Say it better'
expect_status 0 sallyport check --range main..topic
expect_json '.items[0].counted[0].rung' exact sallyport check --range main..topic --json
