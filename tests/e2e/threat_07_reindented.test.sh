#!/usr/bin/env bash
# Re-indenting reviewed lines, on a base that moved as well, loses the sign-off.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/moved_base.sh"

reviewed_edit
base_moves '1i int early;'
git rebase -q main
sed -i 's/^  \(int check_3\)/    \1/' src/app.c
commit_by_ai 'Indent one line'
is_stale
git diff --quiet -w HEAD~1
