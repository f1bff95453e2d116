#!/usr/bin/env bash
# What lies on a ref whose approvals count has not landed by that; its approvals count all the same.
source "$(dirname "$0")/lib.sh"

add_person erin
new_repo widgets
POLICY_EXTRA=$'[signoffs]\naccept_targets = ["refs/heads/main", "refs/heads/next"]' init_policy dana erin
expect_status 0 sallyport policy check
said "accept_targets: 'refs/heads/next' is not gated"
new_server
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
expect_status 0 git push origin topic:refs/heads/next
expect_status 1 git push origin topic:main
said 'security'
as erin sign --range origin/main..topic >/dev/null
expect_status 0 git push origin topic:main
