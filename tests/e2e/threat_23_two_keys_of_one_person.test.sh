#!/usr/bin/env bash
# Two keys of one person are one approver.
source "$(dirname "$0")/lib.sh"

add_person alice
add_person second
new_repo widgets
POLICY_ITEM='count = 2' write_policy dana alice
echo "dana@example.com namespaces=\"signoff.v1@sallyport\" $(public_key second)" >>.sallyport/allowed_signers
git add .sallyport
git commit -q --no-verify -m 'Add the policy'
new_remote
sallyport install >/dev/null
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
expect_status 0 as dana sign --range origin/main..topic
expect_status 0 as second sign --range origin/main..topic
expect_status 1 git push origin topic:main
said 'push blocked'
expect_status 0 as alice sign --range origin/main..topic
expect_status 0 git push origin topic:main
