#!/usr/bin/env bash
# A linked worktree is gated by the same hooks and judged by its own index.
source "$(dirname "$0")/lib.sh"

project dana
git worktree add -q -b side "$root/side" main
cd "$root/side"
stage_lines 120 src/app.cc
expect_status 1 git commit -m "$(tool_message claude-code)"
said 'commit blocked' '120'
signed
expect_status 0 git commit -m "$(tool_message claude-code)"
cd "$root/widgets"
stage_lines 5 src/app.cc
expect_status 0 git commit -m 'Add little'
