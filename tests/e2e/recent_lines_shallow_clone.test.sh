#!/usr/bin/env bash
# What landed lately cannot be counted in a shallow clone: exit 3 with the command, where it matters.
source "$(dirname "$0")/lib.sh"

new_repo widgets
POLICY_EXTRA='[[rule]]
name = "lately"
when = { recent_ai_lines = ">= 90", ai_lines = ">= 50" }
require = ["security"]' init_policy dana
for file in one two three; do ai_commit cursor 20 "src/$file.cc"; done
git clone -q --depth 2 "file://$root/widgets" "$root/shallow"
cd "$root/shallow"
git checkout -q -b topic
ai_commit cursor 40 src/few.cc
expect_status 0 sallyport check --range origin/main..topic
ai_commit cursor 10 src/more.cc
expect_status 3 sallyport check --range origin/main..topic
said 'git fetch .*(--unshallow|--deepen)'
git fetch -q --unshallow
expect_status 1 sallyport check --range origin/main..topic
said 'recent_ai_lines 110 >= 90 \(60 of them landed before'
