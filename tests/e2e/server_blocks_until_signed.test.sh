#!/usr/bin/env bash
# What no local hook saw is blocked by the server, until it is signed; the log goes ahead of the push.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_server
ai_commit claude-code 150 src/app.cc
before=$(tip_of main)
expect_status 1 git push --no-verify origin main
said 'remote: sallyport: push blocked' '150 of 150 lines by Claude Code' 'the push of [0-9a-f]+ to refs/heads/main' \
  'its old tip' 'sallyport signoff security --range'
equal "$before" "$(tip_of main)"
never_said 'Nothing was changed: index'

signed --base origin/main
expect_status 0 git push --no-verify origin main
equal "$(git rev-parse main)" "$(tip_of main)"

# What is not gated is not the server's business, however large.
git checkout -q -b other
ai_commit cursor 300 src/more.cc
git tag big
expect_status 0 git push --no-verify origin other big
