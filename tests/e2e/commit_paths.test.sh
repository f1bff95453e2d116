#!/usr/bin/env bash
# commit -- FILE is judged by that file alone.
source "$(dirname "$0")/lib.sh"

project dana
human_commit 1 src/small.cc
human_commit 1 src/large.cc
echo 'int more = 1;' >>src/small.cc
gen_lines 150 late >>src/large.cc
expect_status 0 git commit -m "$(tool_message claude-code)" -- src/small.cc
expect_status 1 git commit -m "$(tool_message claude-code)" -- src/large.cc
said 'commit blocked' '150'
signed
expect_status 0 git commit -m "$(tool_message claude-code)" -- src/large.cc
