#!/usr/bin/env bash
# signoff is refused under an agent, says what the human should run, and records nothing.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
for variable in CLAUDECODE CURSOR_AGENT GEMINI_CLI; do
  export "$variable=1"
  expect_status 1 sign --range main..topic
  said 'an agent must not sign' 'same command in their own terminal'
  never_said 'to sign:'
  unset "$variable"
done
expect_status 128 git rev-parse --verify refs/heads/sallyport/signoffs
