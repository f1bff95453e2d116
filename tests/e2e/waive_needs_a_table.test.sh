#!/usr/bin/env bash
# A policy without [waive] knows no waivers, and what somebody signed as one counts for nothing.
source "$(dirname "$0")/lib.sh"

new_repo widgets
POLICY_EXTRA='[waive]
approvers = ["dana@example.com"]' init_policy dana
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
expect_status 0 in_terminal sallyport waive security --reason 'now' --ticket OPS-7 --until 24h \
  --range main..topic
expect_status 0 sallyport check --range main..topic
git checkout -q main
sed -i '/^\[waive\]/,+1d' .sallyport/policy.toml
git commit -q --no-verify -am 'Allow no waivers'
git checkout -q topic
git rebase -q main
expect_status 1 sallyport check --range main..topic
said 'the policy allows no waivers'
expect_status 2 in_terminal sallyport waive security --reason 'now' --ticket OPS-7 --until 24h \
  --range main..topic
said 'the policy allows no waivers'
