#!/usr/bin/env bash
# A reviewed branch that is split in two: neither half is fully reviewed, and each says what is
# missing, unless the item takes reviews file by file.
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

git checkout -q main
git branch -D half topic >/dev/null 2>&1
sed -i 's/^min_words = 3/&/; s/^text = .*/&\nsurvives = "per-file"/' .sallyport/policy.toml
git commit -q --no-verify -am 'Take reviews file by file'
git checkout -q -b parts
ai_commit cursor 120 src/three.cc
signed --range main..parts
git checkout -q -b others main
ai_commit cursor 120 src/four.cc
signed --range main..others
git checkout -q -b both main
git checkout -q parts -- src/three.cc
git checkout -q others -- src/four.cc
as_tool cursor git commit -q --no-verify -m 'Add both'
expect_status 0 sallyport check --range main..both
expect_json '[.items[0].counted[].rung] | unique | join(" ")' per-file \
  sallyport check --range main..both --json
ai_commit cursor 5 src/unseen.cc
expect_status 1 sallyport check --range main..both
