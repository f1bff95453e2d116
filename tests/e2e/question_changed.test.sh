#!/usr/bin/env bash
# Answers stop counting when the policy asks another question.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
signed --range main..topic
git checkout -q main
sed -i 's/What could an attacker do now/Which input is not trusted/' .sallyport/policy.toml
git commit -q --no-verify -am 'Ask better'
git checkout -q topic
expect_status 1 sallyport check --range main..topic
expect_json '.items[0].counted | length' 0 sallyport check --range main..topic --json
