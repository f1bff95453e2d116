#!/usr/bin/env bash
# A base that swaps two functions moves the reviewed lines to another one by a clean merge: stale.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/moved_base.sh"

reviewed_edit
base_moves 's/^void second/void tmp/; s/^void third/void second/; s/^void tmp/void third/'
git reset -q --hard main
add_checks third src/app.c
commit_by_ai 'Check more'
is_stale
expect_json '.items[0].residual[0].why' 'its base put it between other lines since the review' \
  sallyport check --range main..topic --json
