#!/usr/bin/env bash
# A gated branch cannot be rewound, deleted and made anew, or started with a policy of its own.
source "$(dirname "$0")/lib.sh"

POLICY_TOP='refs = ["refs/heads/main", "refs/heads/release/*"]' project dana
git checkout -q main
new_server
human_commit 5 src/a.cc
git push -q --no-verify origin main
landed=$(tip_of main)

expect_status 1 git push --no-verify --force origin HEAD~1:main
said 'deny_rewind'
expect_status 1 git push --no-verify origin :main
said 'deny_delete|deletion of the current branch prohibited'
equal "$landed" "$(tip_of main)"

# A release branch is judged from where it left main, by what main's policy says.
git checkout -q -b release/1
ai_commit cursor 150 src/b.cc
expect_status 1 git push --no-verify origin release/1
said '150 of 150 lines'
sed -i 's/>= 100/>= 100000/' .sallyport/policy.toml
git commit -q --no-verify -am 'Loosen the policy'
expect_status 1 git push --no-verify origin release/1
said '150 of' "'large AI change'" 'policy-change'

# History that shares nothing with main counts in whole.
git checkout -q --orphan release/2
git commit -q --no-verify -m "$(tool_message claude-code)"
expect_status 1 git push --no-verify origin release/2
equal '' "$(tip_of release/1)$(tip_of release/2)"

# A release branch at a commit of main brings nothing new.
expect_status 0 git push --no-verify origin "$landed:refs/heads/release/3"
expect_status 1 git push --no-verify origin :release/3
said 'deny_delete'
