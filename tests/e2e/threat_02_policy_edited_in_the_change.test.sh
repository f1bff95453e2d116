#!/usr/bin/env bash
# A change that loosens the policy is judged by the policy of the target.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
sed -i 's/>= 100/>= 100000/' .sallyport/policy.toml
git commit -q --no-verify -am 'Loosen the policy'
expect_status 1 sallyport check --range main..topic
said 'security' 'policy-change'
expect_json '.rules[0].because' 'ai_lines 120 >= 100' sallyport check --range main..topic --json
expect_json '[.items[].id] | sort | join(" ")' 'policy-change security' \
  sallyport check --range main..topic --json
