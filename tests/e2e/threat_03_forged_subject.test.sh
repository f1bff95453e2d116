#!/usr/bin/env bash
# A file kept under the name of a reviewed one counts only with the content that was signed.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/moved_base.sh"

POLICY_EXTRA='[store]
keep_subjects = false' reviewed_edit
id=$(json '.records[0].id' sallyport log --json)
git show main:src/app.c >"$root/tmp/old"
git show topic:src/app.c >"$root/tmp/new"
sed 's/check_1 = 1/check_1 = 7/' "$root/tmp/new" >"$root/tmp/forged"
new_remote
git push -q --no-verify origin sallyport/signoffs
base_moves '1i int early;'
git rebase -q main
git push -q --no-verify origin main topic

# A change that is not the reviewed one, and files beside the record that would make it so.
clone_as dana
git branch -q sallyport/signoffs origin/sallyport/signoffs
git checkout -q topic
sed -i 's/check_1 = 1/check_1 = 7/' src/app.c
git commit -q --no-verify -a --amend --no-edit
add_to_log "subjects/$id/old/src/app.c" "$root/tmp/old"
add_to_log "subjects/$id/new/src/app.c" "$root/tmp/forged"
is_stale origin/main..topic

# The reviewed change: forged files do not help it either, the true ones do.
git checkout -q --detach origin/topic
is_stale origin/main..HEAD
git branch -q -f sallyport/signoffs origin/sallyport/signoffs
add_to_log "subjects/$id/old/src/app.c" "$root/tmp/old"
is_stale origin/main..HEAD
add_to_log "subjects/$id/new/src/app.c" "$root/tmp/new"
holds_by replay origin/main..HEAD
