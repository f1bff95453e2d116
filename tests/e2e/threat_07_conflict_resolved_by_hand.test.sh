#!/usr/bin/env bash
# A conflict that was resolved by hand loses the sign-off, and a merge driver does not win it back.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/moved_base.sh"

reviewed_edit
base_moves '13s/$/ \/\/ here/'
expect_status 1 git rebase -q main
git checkout -q --theirs src/app.c
git add src/app.c
git rebase --continue >/dev/null
is_stale
expect_json '.items[0].residual[0].why' 'its base changed in the same place since the review' \
  sallyport check --range main..topic --json
echo '* merge=union' >.git/info/attributes
is_stale
