#!/usr/bin/env bash
# An approval says nothing about what an update of the branch takes back of the target: not in the merge
# itself, and not in a commit after it that goes back to the approved tree.
source "$(dirname "$0")/lib.sh"

new_repo widgets
init_policy dana
gen_lines 150 old >src.old
git add src.old
git commit -q --no-verify -m 'Old code'
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
signed --range main..topic
approved=$(git rev-parse 'topic^{tree}')
git checkout -q main
git rm -q src.old
gen_lines 50 guard >guard.cc
git add guard.cc
git commit -q --no-verify -m 'Replace the old code by a guard'

# stale_after NAME: the branch of that name is not covered by the approval of `topic`.
stale_after() {
  expect_status 1 sallyport check --range "main..$1"
  expect_json '.items[0].status' stale sallyport check --range "main..$1" --json
}

git checkout -q -b ours topic
git merge -q -s ours -m "Merge branch 'main' into topic" main
stale_after ours

git checkout -q -b other main
git commit -q --no-verify --allow-empty -m 'Nothing'
git checkout -q -b through_another topic
git merge -q -s ours -m 'Merge a colleague' other
stale_after through_another

git checkout -q -b clean topic
git merge -q --no-edit main
expect_status 0 sallyport check --range main..clean
git checkout -q -b back "$(git commit-tree -p clean -m 'Tidy' "$approved")"
stale_after back
