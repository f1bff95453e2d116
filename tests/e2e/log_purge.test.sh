#!/usr/bin/env bash
# The files that a record is about can be taken out of the log for good; the record stays.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/moved_base.sh"

log=refs/heads/sallyport/signoffs
# subjects_of ID [REPOSITORY]: what the log there keeps of that record.
subjects_of() {
  git -C "${2:-.}" ls-tree -r --name-only "$log" "subjects/$1/" | cut -d/ -f3- | xargs
}

add_person bob
add_person carol
reviewed_edit bob
id=$(json '.records[0].id' sallyport log --json)
blob=$(git rev-parse topic:src/app.c)
waiting=$(git rev-parse refs/sallyport/subjects)
sallyport install >/dev/null
new_server
expect_status 0 git push -q origin topic
equal 'new/src/app.c old/src/app.c' "$(subjects_of "$id" "$root/origin.git")"
as bob clone_as bob
git checkout -q -b other origin/main
ai_commit cursor 20 src/other.c
as bob signed --base origin/main --no-sync

cd "$root/widgets"
expect_status 2 in_terminal sallyport log purge 0000
said "there is no record '0000'"
expect_status 2 in_terminal sallyport log purge "${id:0:3}"
said 'at least 4 digits'
expect_status 1 sallyport log purge "${id:0:12}"
said 'no terminal'

# Only who signed it, or may take it back, decides that.
before=$(git rev-parse "$log")
as carol expect_status 1 in_terminal sallyport log purge "$id"
said 'the policy does not know your key'
equal "$before" "$(git rev-parse "$log")"
as bob expect_status 0 in_terminal sallyport log purge "$id"
said 'does not suffice'
[[ $(subjects_of "$id") =~ ^new/src/app.c\ old/src/app.c\ purged-by/[0-9a-f]{64}$ ]]

expect_status 0 in_terminal sallyport log purge "${id:0:12}"
said 'The record itself stays and counts'
instructions=${output//$'\r'/}
purged=$(subjects_of "$id")
[[ $purged =~ ^(purged-by/[0-9a-f]{64} ?){2}$ ]]
expect_status 0 sallyport sync
equal "$purged" "$(subjects_of "$id" "$root/origin.git")"
tip=$(git rev-parse "$log")
expect_status 0 in_terminal sallyport log purge "$id"
equal "$tip" "$(git rev-parse "$log")"

# The record counts on its own base, and nobody calls the log altered.
expect_status 0 sallyport check --range main..topic
never_said 'removed' 'altered'
equal 3 "$(log_files | wc -l)"

# Nothing brings the files back: not the log of somebody who has them, nor a clone where they wait.
cd "$root/bob"
equal 'new/src/app.c old/src/app.c' "$(subjects_of "$id")"
as bob expect_status 0 sallyport sync
equal "$purged" "$(subjects_of "$id")"
equal "$purged" "$(subjects_of "$id" "$root/origin.git")"
cd "$root/widgets"
git update-ref refs/sallyport/subjects "$waiting"
expect_status 0 sallyport sync --with-subjects
equal "$purged" "$(subjects_of "$id")"
equal '' "$(git ls-tree -r --name-only refs/sallyport/subjects)"

# They are not used any more, though older commits of the log still hold them.
only_the_log_has_it
git clone -q "file://$root/origin.git" "$root/job"
cd "$root/job"
git cat-file -e "$blob"
is_stale origin/moved..origin/landing

# Until somebody follows what the command says, once an administrator lets them.
cd "$root/widgets"
git checkout -q main
do_as_told() {
  local line
  line=$(grep -E "^ +git $1" <<<"$instructions") || fail "no line: git $1"
  run bash -c "$line"
}
export FILTER_BRANCH_SQUELCH_WARNING=1
do_as_told filter-branch
do_as_told 'push --force'
[[ $status != 0 ]]
said 'the sign-off log only grows'
rm "$root/origin.git/hooks/pre-receive"
for step in 'push --force' 'update-ref -d refs/original' reflog; do
  do_as_told "$step"
  equal 0 "$status"
done
git -C "$root/origin.git" gc -q --prune=now
expect_status 1 git -C "$root/origin.git" cat-file -e "$blob"
cd "$root/bob"
git cat-file -e "$blob"
do_as_told 'update-ref -d refs/heads'
do_as_told fetch
git update-ref -d refs/remotes/origin/topic
as bob expect_status 0 sallyport sync
git reflog expire --expire=now --all
git gc -q --prune=now
expect_status 1 git cat-file -e "$blob"
equal 4 "$(log_files | wc -l)"
equal "$purged" "$(subjects_of "$id")"
expect_status 1 git -C "$root/origin.git" cat-file -e "$blob"
