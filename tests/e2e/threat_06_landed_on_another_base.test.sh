#!/usr/bin/env bash
# What landed carried over to another base, and was reverted, does not land again on the old approval,
# although what stood on main was never what was signed.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/moved_base.sh"

reviewed_edit
git checkout -q main
new_remote
sallyport install >/dev/null
base_moves '1i int early;'
git push -q --no-verify origin main
git rebase -q main
holds_by replay origin/main..topic
land topic
take_back
git checkout -q -b again
git cherry-pick topic >/dev/null
expect_status 1 git push origin again:main
said 'it landed and is gone since: rebase, then sign'
