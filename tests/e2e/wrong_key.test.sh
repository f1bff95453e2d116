#!/usr/bin/env bash
# A record signed with a key that the policy does not know does not count where the change lands.
source "$(dirname "$0")/lib.sh"

add_person mallory
new_repo widgets
init_policy dana
new_remote
sallyport install >/dev/null
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
as mallory expect_status 0 sign --range origin/main..topic
expect_status 0 git push origin topic
said 'merge still needs|does not count where it lands'
expect_status 1 git push origin topic:main
said 'push blocked' 'security'
expect_json '.records[0] | "\(.verified) \(.signer)"' 'true null' sallyport log --json
