#!/usr/bin/env bash
# A commit and its revert on the reviewed branch change nothing of what was signed.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/moved_base.sh"

reviewed_edit
add_checks third src/app.c
commit_by_ai 'Try something'
expect_status 1 sallyport check --range main..topic
git revert --no-edit HEAD >/dev/null
holds_by exact
