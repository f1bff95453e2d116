#!/usr/bin/env bash
# A clone that has not the commit a review was made on finds all the same that what it covers landed
# and was reverted.
source "$(dirname "$0")/lib.sh"

new_repo widgets
init_policy dana
new_remote
sallyport install >/dev/null
git checkout -q -b topic
human_commit 5 src/g.cc
ai_commit cursor 120 src/f.cc
signed --range topic~1..topic
git checkout -q main
git cherry-pick topic >/dev/null
expect_status 0 git push origin main
git rm -q src/f.cc
git commit -q --no-verify -m 'Take f back'
expect_status 0 git push origin main
git checkout -q -b again
git cherry-pick topic >/dev/null
expect_status 1 sallyport check --range origin/main..again
git push -q --no-verify origin again
clone_as dana
expect_status 1 sallyport check --range origin/main..origin/again
said 'it landed and is gone since'
