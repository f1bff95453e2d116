#!/usr/bin/env bash
# Deleting the policy in the change does not open the push to the target.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git symbolic-ref -d refs/remotes/origin/HEAD
git checkout -q topic
ai_commit cursor 120 src/app.cc
git rm -rq .sallyport
git commit -q --no-verify -m 'Drop the policy'
for target in main refs/heads/main; do
  expect_status 1 git push origin "HEAD:$target"
  said 'push blocked' 'security' 'policy-change'
done
expect_status 1 sallyport check --range "$(git rev-parse main)..topic"
said 'policy-change'
