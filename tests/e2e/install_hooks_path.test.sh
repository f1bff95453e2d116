#!/usr/bin/env bash
# Hooks go where core.hooksPath points.
source "$(dirname "$0")/lib.sh"

new_repo widgets
init_policy dana
git config core.hooksPath "$root/tmp/my hooks"
mkdir "$root/tmp/my hooks"
expect_status 0 sallyport install
[[ -x "$root/tmp/my hooks/pre-commit" ]] || fail 'no hook in the configured folder'
stage_lines 120 src/app.cc
expect_status 1 git commit -m "$(tool_message claude-code)"
said 'commit blocked'
