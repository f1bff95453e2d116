#!/usr/bin/env bash
# signoff is refused when an ancestor process is an agent.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
cp /bin/bash "$root/tmp/claude"
expect_status 1 in_terminal "$root/tmp/claude" -c \
  'sallyport signoff security --range main..topic --answer "security.threats=nothing new is reachable"; exit $?'
said 'agent' 'claude'
expect_status 128 git rev-parse --verify refs/heads/sallyport/signoffs
