#!/usr/bin/env bash
# signoff is refused under an agent, says what the human should run, and records nothing.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
for variable in CLAUDECODE CURSOR_AGENT GEMINI_CLI; do
  export "$variable=1"
  expect_status 1 sign --range main..topic
  said "running this command \($variable=1\), and an agent must not sign" 'in their own terminal' \
    "where it is a leftover there: env -u $variable sallyport"
  never_said 'to sign:'
  unset "$variable"
done
expect_status 128 git rev-parse --verify refs/heads/sallyport/signoffs

# What a terminal has kept is named, and what people set for themselves is no agent.
run env CLAUDECODE=1 sallyport doctor
said 'claude-code is at work here \(CLAUDECODE=1\)' 'env -u CLAUDECODE git commit'
for setting in COPILOT_MODEL=gpt-5 COPILOT_ALLOW_ALL=true GOOSE_PROVIDER=x CURSOR_TRACE_ID=1; do
  run env "$setting" sallyport doctor
  never_said 'at work here'
done
for sign in GOOSE_TERMINAL=1 CRUSH=1 AGENT=crush OPENCODE_CLIENT=cli; do
  run env "$sign" sallyport doctor
  said "at work here \\($sign\\)"
done
COPILOT_MODEL=gpt-5 expect_status 0 sign --range main..topic
