#!/usr/bin/env bash
# A rebase keeps the sign-off while the base moved elsewhere in the same file, and an edit then loses it.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/moved_base.sh"

reviewed_edit
base_moves '1i int early;'
git rebase -q main
holds_by replay
expect_status 0 sallyport explain main..topic
said 'counts .* dana@example.com: replay'
sed -i '$a int late;' src/app.c
commit_by_ai 'Edit it after the review'
is_stale
