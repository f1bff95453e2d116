#!/usr/bin/env bash
# commit -a is judged by what it would commit, and the sign-off that follows covers it.
source "$(dirname "$0")/lib.sh"

project dana
human_commit 1 src/app.cc
gen_lines 150 late >>src/app.cc
expect_status 1 git commit -a -m "$(tool_message claude-code)"
said 'commit blocked' '150'
equal ' M src/app.cc' "$(git status --porcelain)"
signed
expect_status 0 git commit -a -m "$(tool_message claude-code)"
equal '' "$(git status --porcelain)"
