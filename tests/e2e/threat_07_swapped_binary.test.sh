#!/usr/bin/env bash
# A binary that is swapped after the review loses the sign-off.
source "$(dirname "$0")/lib.sh"

project dana
head -c 9000 /dev/zero >image.bin
git add image.bin
ai_commit cursor 120 src/app.cc
signed --range main..topic
expect_status 0 sallyport check --range main..topic
head -c 9000 /dev/zero | tr '\0' '\001' >image.bin
git commit -q --no-verify -am 'Swap it'
expect_status 1 sallyport check --range main..topic
expect_json '.items[0] | "\(.status) \(.residual[0].path)"' 'stale image.bin' \
  sallyport check --range main..topic --json
