#!/usr/bin/env bash
# A change whose policy names another target is judged by the policy of the ref it is pushed to.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git symbolic-ref -d refs/remotes/origin/HEAD
git checkout -q topic
ai_commit cursor 120 src/app.cc
sed -i 's#refs/heads/main#refs/heads/elsewhere#; s/>= 100/>= 100000/' .sallyport/policy.toml
printf '[store]\nbranch = "main"\n' >>.sallyport/policy.toml
git commit -q --no-verify -am 'Land elsewhere'
expect_status 1 git push origin topic:main
said 'push blocked' 'security' 'policy-change'
expect_status 1 sallyport check --range "$(git rev-parse main)..topic"
said 'security' 'policy-change'
