#!/usr/bin/env bash
# In the middle of a merge, rebase, cherry-pick or bisect a range is judged as ever; what is staged is refused while files are unmerged, and judged once they are resolved.
source "$(dirname "$0")/lib.sh"

project dana
echo one >notes.txt
git add notes.txt
git commit -q --no-verify -m 'Take notes'
git branch other
echo two >notes.txt
git add notes.txt
stage_lines 120 src/app.cc
git commit -q --no-verify -m "$(tool_message claude-code)"
git checkout -q other
echo three >notes.txt
git commit -q --no-verify -a -m 'Take other notes'

# stopped HOW…: in conflict, and resolved.
stopped() {
  run git "$@"
  [[ $status != 0 ]] || fail "no conflict: $*"
  expect_status 1 sallyport check --range main..topic
  expect_status 1 sallyport check --staged
  said 'unmerged paths notes.txt' 'hint: '
  echo both >notes.txt
  git add notes.txt
}
stopped merge topic
expect_status 1 git commit --no-edit
said 'commit blocked'
git merge --abort
stopped cherry-pick topic
CLAUDECODE=1 expect_status 1 sallyport check --staged
git cherry-pick --abort
git checkout -q topic
stopped rebase other
expect_status 1 sallyport check --range main..topic
git rebase --abort

git bisect start topic main >/dev/null
expect_status 1 sallyport check --range main..topic
expect_status 0 sallyport status
git bisect reset >/dev/null 2>&1
