#!/usr/bin/env bash
# Many commits below the limit add up where they are pushed.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
for part in 1 2 3 4; do ai_commit cursor 30 "src/part_$part.cc"; done
expect_status 1 git push origin topic:main
said 'push blocked' '120 of 120 lines'
