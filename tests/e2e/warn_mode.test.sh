#!/usr/bin/env bash
# A gate in warn mode prints what it would block and lets it through.
source "$(dirname "$0")/lib.sh"

new_repo widgets
POLICY_EXTRA='[gate.pre-commit]
mode = "warn"' init_policy dana
sallyport install >/dev/null
git checkout -q -b topic
stage_lines 120 src/app.cc
expect_status 0 git commit -m "$(tool_message claude-code)"
said 'security' '120'
