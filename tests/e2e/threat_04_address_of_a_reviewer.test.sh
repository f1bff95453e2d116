#!/usr/bin/env bash
# Commits under the address of a reviewer exclude the reviewer and never approve.
source "$(dirname "$0")/lib.sh"

add_person alice
add_person bob
new_repo widgets
POLICY_ITEM=$'approvers = ["alice@example.com"]\nindependent = true' init_policy dana alice bob
new_remote
sallyport install >/dev/null
git checkout -q -b topic
git config user.email alice@example.com
ai_commit cursor 1 src/start.cc
stage_lines 120 src/app.cc
git commit -q --no-verify -m "$(tool_message claude-code)"
expect_status 0 as dana sign --range origin/main..topic
expect_status 1 git push origin topic:main
said 'push blocked' 'not an approver|security'
expect_status 0 as alice sign --range origin/main..topic
expect_status 1 git push origin topic:main
said 'push blocked'
