#!/usr/bin/env bash
# Merging the target into the branch keeps the sign-off, also squashed afterwards; a change hidden in
# the merge loses it.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/moved_base.sh"

reviewed_edit
base_moves '1i int early;'
git merge -q --no-edit main
holds_by composed
git branch merged
git reset -q --soft main
commit_by_ai 'Check more, squashed'
holds_by replay
git reset -q --hard merged
sed -i '$a int late;' src/app.c
git add -A
git commit -q --no-verify --amend --no-edit
is_stale
