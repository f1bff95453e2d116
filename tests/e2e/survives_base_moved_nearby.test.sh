#!/usr/bin/env bash
# A base that moved within the hunk's context keeps the sign-off while the merge is clean and the lines
# around the hunk are the same ones.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/moved_base.sh"

reviewed_edit
base_moves '12s/$/ \/\/ mode/'
git rebase -q main
equal '  read(x); // mode' "$(grep -B3 'check_1 ' src/app.c | sed -n 2p)"
holds_by replay
base_moves '10s/int x/long x/'
git rebase -q main
is_stale
