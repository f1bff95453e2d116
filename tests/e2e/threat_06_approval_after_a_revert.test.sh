#!/usr/bin/env bash
# What landed and was taken back on main does not land again on the old approval; elsewhere the
# approval still counts.
source "$(dirname "$0")/lib.sh"

export POLICY_TOP='refs = ["refs/heads/main", "refs/heads/release/*"]'
new_repo widgets
init_policy dana
git branch release/1
new_remote
git push -q origin release/1
sallyport install >/dev/null
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
signed --range origin/main..topic
land topic
take_back

git checkout -q -b again main
git cherry-pick topic >/dev/null
expect_status 1 git push origin again:main
said 'security' 'it landed and is gone since'
expect_json '.items[0].status' pending sallyport check --range origin/main..again --json
expect_status 0 git push origin topic:refs/heads/release/1

signed --range origin/main..again
expect_status 0 git push origin again:main
