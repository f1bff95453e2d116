#!/usr/bin/env bash
# A branch committed without hooks is blocked when it is pushed, until it is signed.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
ai_commit cursor 120 src/app.cc
expect_status 1 git push origin topic
said 'push blocked' '120' 'Cursor' 'security' 'sallyport signoff security'
equal '' "$(git ls-remote origin refs/heads/topic)"
signed --range origin/main..topic
expect_status 0 git push origin topic
equal "$(git rev-parse topic)" "$(git ls-remote origin refs/heads/topic | cut -f1)"
