#!/usr/bin/env bash
# A file that was dropped from a reviewed change is named, and the rest does not pass without it.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/moved_base.sh"

reviewed_edit
add_checks first src/app.c
gen_lines 9 more >src/more.c
gen_lines 9 other >src/other.c
commit_by_ai 'Check in the first one too'
signed --range main..topic
base_moves '1i int early;'
git rebase -q main
holds_by replay
git rm -q src/more.c
commit_by_ai 'Drop it'
expect_status 1 sallyport check --range main..topic
expect_json '.items[0] | "\(.status) \([.residual[].path] | join(" "))"' 'stale src/more.c' \
  sallyport check --range main..topic --json
git reset -q --hard HEAD~1
git show main:src/app.c >src/app.c
add_checks second src/app.c
commit_by_ai 'Drop one hunk'
expect_status 1 sallyport check --range main..topic
