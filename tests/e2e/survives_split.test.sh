#!/usr/bin/env bash
# A reviewed branch that is split in two: neither half is fully reviewed, and each says what is
# missing.
source "$(dirname "$0")/lib.sh"

new_repo widgets
init_policy dana
git checkout -q -b topic
ai_commit cursor 120 src/one.cc
ai_commit cursor 120 src/two.cc
signed --range main..topic
git checkout -q -b half main
git cherry-pick topic~1 >/dev/null
expect_status 1 sallyport check --range main..half
expect_json '.items[0] | "\(.status) \([.residual[] | "\(.path): \(.why)"] | join(" "))"' \
  'stale src/two.cc: left the change since the review' sallyport check --range main..half --json
