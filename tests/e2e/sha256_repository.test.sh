#!/usr/bin/env bash
# In a repository with SHA-256 the whole path is the same: blocked, signed, sent, landed, judged in
# CI and by the server, which read the ids of 64 digits.
export GIT_DEFAULT_HASH=sha256
source "$(dirname "$0")/lib.sh"

project dana
new_server
ai_commit cursor 120 src/app.cc
equal 64 "$(git rev-parse topic | tr -d '\n' | wc -c)"

expect_status 1 git push -q origin topic:main
said 'push blocked' 'sallyport signoff security'
expect_status 1 git push -q --no-verify origin topic:main
said 'remote: sallyport: push blocked'
signed --range origin/main..topic
expect_json '.. | .tree? // empty | length' $'64\n64' sallyport log --json
expect_status 0 git push -q origin topic:main
expect_json '.verdict, .change.lines.ai' $'pass\n120' \
  sallyport ci --base origin/main~1 --head topic --target refs/heads/main --json
expect_status 0 sallyport explain src/app.cc
said 'Cursor'
expect_status 0 sallyport scan
said '120'
