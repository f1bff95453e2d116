#!/usr/bin/env bash
# Break-glass: as many as the policy wants let an item pass for some hours, for exactly this change;
# it is called waived, never approved.
source "$(dirname "$0")/lib.sh"

add_person bob
add_person carol
new_repo widgets
POLICY_EXTRA='[waive]
approvers = ["bob@example.com", "carol@example.com"]
count = 2
max_hours = 48' init_policy dana bob carol
new_remote
sallyport install >/dev/null
git checkout -q -b hotfix
ai_commit cursor 120 src/app.cc
waive() {
  in_terminal sallyport waive security --reason 'production is down' --ticket OPS-7 \
    --range origin/main..hotfix "$@"
}
as bob expect_status 2 waive --until 72h
said 'ends within 48 hours'
as bob expect_status 2 waive --until tomorrow
said "cannot read the time 'tomorrow'"
as bob expect_status 2 in_terminal sallyport waive policy-change --reason x --ticket y --until 2h \
  --range origin/main..hotfix
as bob expect_status 0 waive --until 24h
expect_status 1 git push origin hotfix:main
as carol expect_status 0 waive --until 24h
said 'security: waived'
expect_status 0 sallyport check --range origin/main..hotfix
said 'waived until .*: production is down \(OPS-7\)'
expect_json '.items[0] | "\(.status) \(.waived.ticket)"' 'waived OPS-7' \
  sallyport check --range origin/main..hotfix --json
expect_status 0 git push origin hotfix:main

git checkout -q -b more
ai_commit cursor 100 src/more.cc
expect_status 1 git push origin more:main
as bob expect_status 0 sallyport log
said 'waive'
