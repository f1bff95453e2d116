#!/usr/bin/env bash
# A person who reformats what an AI wrote, or adds a line to it, does not become its author; what
# nobody declared is undeclared all the same.
source "$(dirname "$0")/lib.sh"

new_repo widgets
POLICY_EXTRA='[[rule]]
name = "anything unreviewed"
when = { unreviewed_lines = ">= 100", ai_files = ">= 1" }
require = ["security"]' init_policy dana
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
sed -i 's/^/    /; s/ = /=/' src/app.cc
echo 'int mine = 1;' >>src/app.cc
git commit -q --no-verify -am 'Format it'
expect_status 1 sallyport check --range main..topic
expect_json '.change.lines | "\(.ai) \(.undeclared)"' '120 1' sallyport check --range main..topic --json

git checkout -q -b rewritten main
ai_commit cursor 90 src/app.cc
human_commit 30 src/more.cc
expect_status 1 sallyport check --range main..rewritten
said 'unreviewed_lines 120 >= 100'
