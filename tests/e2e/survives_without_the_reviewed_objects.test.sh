#!/usr/bin/env bash
# Where neither the reviewed objects nor the kept files are here a review does not hold by replay, and
# the reason says so; with the kept files it does.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/moved_base.sh"

reviewed_edit
new_remote
git push -q --no-verify origin sallyport/signoffs
base_moves '1i int early;'
git rebase -q main
git push -q --no-verify origin main topic
holds_by replay
clone_as dana
git checkout -q topic
git branch -q sallyport/signoffs origin/sallyport/signoffs
is_stale origin/main..topic
expect_json '.items[0].residual[0].why' \
  'its base changed since the review, and what was reviewed is not in this repository' \
  sallyport check --range origin/main..topic --json

# The reviewed commit was never pushed, so only its signer can publish it, in so many words.
cd "$root/widgets"
expect_status 0 sallyport sync
cd "$root/dana"
expect_status 0 sallyport sync
is_stale origin/main..topic
cd "$root/widgets"
expect_status 0 sallyport sync --with-subjects
cd "$root/dana"
expect_status 0 sallyport sync
holds_by replay origin/main..topic
