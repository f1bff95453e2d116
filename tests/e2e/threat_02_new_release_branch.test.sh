#!/usr/bin/env bash
# A new release branch is judged by the policy of the target, not by the one it brings.
source "$(dirname "$0")/lib.sh"

POLICY_TOP='refs = ["refs/heads/main", "refs/heads/release/*"]' project dana
git checkout -q main
new_remote
git symbolic-ref -d refs/remotes/origin/HEAD
git checkout -q topic
ai_commit cursor 120 src/app.cc
sed -i 's/>= 100/>= 100000/' .sallyport/policy.toml
git commit -q --no-verify -am 'Loosen the policy'
expect_status 1 git push origin topic:refs/heads/release/1
said 'push blocked' 'security' 'policy-change'
expect_status 0 git push origin main:refs/heads/release/1
