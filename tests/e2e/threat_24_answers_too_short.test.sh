#!/usr/bin/env bash
# An answer with fewer words than the policy wants does not count: the question is asked again.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
expect_status 0 in_terminal sallyport signoff security --answer 'security.threats=looks good' \
  --range main..topic
said 'What could an attacker do now' '3 words'
equal "$k_answer" \
  "$(only_record | jq -r .payload | base64 -d | jq -r .predicate.answers.threats)"
