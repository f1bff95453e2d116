#!/usr/bin/env bash
# An item that wants a touched security key says why an ordinary key is not enough.
source "$(dirname "$0")/lib.sh"

new_repo widgets
POLICY_ITEM='assurance = "touch"' init_policy dana
new_remote
sallyport install >/dev/null
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
signed --range origin/main..topic
expect_status 1 git push origin topic:main
expect_status 1 sallyport ci --base origin/main --head topic --target refs/heads/main
said 'made with assurance key, the item needs touch'
