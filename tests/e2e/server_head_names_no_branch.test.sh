#!/usr/bin/env bash
# A server whose HEAD names no branch still asks the project's policy, and says so where it cannot tell.
source "$(dirname "$0")/lib.sh"

POLICY_TOP='refs = ["refs/heads/main", "refs/heads/release/*"]' project dana
git checkout -q main
new_server
git -C "$root/origin.git" symbolic-ref HEAD refs/heads/master
git checkout -q -b release/1
sed -i 's/>= 100/>= 100000/; s/"refs.heads.release.\*"/"refs\/heads\/other"/' .sallyport/policy.toml
git commit -q --no-verify -am 'A policy of its own'
ai_commit cursor 150 src/a.cc
expect_status 1 git push --no-verify origin release/1
said "'large AI change'" 'policy-change'

git -C "$root/origin.git" branch copy main
git -C "$root/origin.git" branch -D main >/dev/null
expect_status 1 git push --no-verify origin release/1
said "HEAD names 'refs/heads/master', which does not exist" 'git symbolic-ref HEAD'
