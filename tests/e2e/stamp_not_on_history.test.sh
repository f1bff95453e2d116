#!/usr/bin/env bash
# Amend, rebase, cherry-pick, revert and merge under an agent stamp nothing.
source "$(dirname "$0")/lib.sh"

project dana
stage_lines 1 src/one.cc
git commit -q -m 'Add one'
git checkout -q main
stage_lines 1 src/other.cc
git commit -q -m 'Add another'
git branch side
stage_lines 1 src/third.cc
git commit -q -m 'Add a third'
git checkout -q topic

export CURSOR_AGENT=1
stamps() { git log --all --format=%B | grep -ic assisted-by || true; }
git rebase -q main
equal 'rebase 0' "rebase $(stamps)"
git commit -q --amend --no-edit
equal 'amend 0' "amend $(stamps)"
git checkout -q side
git cherry-pick topic >/dev/null
equal 'cherry-pick 0' "cherry-pick $(stamps)"
git checkout -q topic
git merge -q --no-ff --no-edit side
equal 'merge 0' "merge $(stamps)"
git revert --no-edit topic~1 >/dev/null
equal 'revert 0' "revert $(stamps)"
stage_lines 1 src/last.cc
git commit -q -m 'Add the last'
equal 'commit 1' "commit $(stamps)"
