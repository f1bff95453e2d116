#!/usr/bin/env bash
# The reviewed branch is rebased elsewhere, deleted everywhere and collected: its review still holds.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/moved_base.sh"

reviewed_edit
reviewed=$(git rev-parse topic:src/app.c)
new_remote
git push -q --no-verify origin topic
expect_status 0 sallyport sync

clone_as dana
git checkout -q main
sed -i '1i int early;' src/app.c
git commit -q --no-verify -am 'Go on'
git rebase -q main origin/topic
git push -q --no-verify origin main HEAD:refs/heads/queue ':topic'
git -C "$root/origin.git" gc -q --prune=now

git clone -q "file://$root/origin.git" "$root/job"
cd "$root/job"
git gc -q --prune=now
equal '' "$(git branch -r --list 'origin/topic')"
expect_status 1 git cat-file -e "$(git -C "$root/widgets" rev-parse topic)"
[[ $(git ls-tree -r origin/queue) != *"$reviewed"* ]]
holds_by replay origin/main..origin/queue

# Without them it is stale: it was the kept files that carried the review over.
log=$(git rev-parse origin/sallyport/signoffs)
git update-ref -d refs/remotes/origin/sallyport/signoffs
index="$root/tmp/log-index"
GIT_INDEX_FILE=$index git read-tree "$log"
GIT_INDEX_FILE=$index git rm -r -q -f --cached subjects
git update-ref refs/heads/sallyport/signoffs \
  "$(git commit-tree -p "$log" -m 'Tidy up' "$(GIT_INDEX_FILE=$index git write-tree)")"
is_stale origin/main..origin/queue
