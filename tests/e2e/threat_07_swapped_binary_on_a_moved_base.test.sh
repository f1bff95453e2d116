#!/usr/bin/env bash
# A binary holds by equality alone: swapped after the review it is stale, on whatever base.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/moved_base.sh"

reviewed_edit
head -c 9000 /dev/zero >image.bin
commit_by_ai 'Add an image'
signed --range main..topic
base_moves '1i int early;'
git rebase -q main
holds_by replay
head -c 9000 /dev/zero | tr '\0' '\001' >image.bin
commit_by_ai 'Swap it'
expect_status 1 sallyport check --range main..topic
expect_json '.items[0] | "\(.status) \([.residual[].path] | join(" "))"' 'stale image.bin' \
  sallyport check --range main..topic --json
