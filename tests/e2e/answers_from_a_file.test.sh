#!/usr/bin/env bash
# Answers can be given in a file; a file that is no such JSON is exit 2.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
echo '{"security": {"threats": "read from a file"}}' >"$root/tmp/answers.json"
expect_status 0 in_terminal sallyport signoff --answers "$root/tmp/answers.json" --range main..topic
never_said 'What could an attacker do now'
equal 'read from a file' \
  "$(only_record | jq -r .payload | base64 -d | jq -r .predicate.answers.threats)"
echo '[]' >"$root/tmp/answers.json"
expect_status 2 in_terminal sallyport signoff security --answers "$root/tmp/answers.json" --range main..topic
said 'answers.json'
