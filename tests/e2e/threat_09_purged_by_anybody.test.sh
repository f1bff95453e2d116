#!/usr/bin/env bash
# Whoever can push to the log says that a reviewed file was purged, or takes it away: the review still
# holds on a moved base where a copy has the file, and the next sync brings it back.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/moved_base.sh"

log=refs/heads/sallyport/signoffs
add_person bob
reviewed_edit bob
new_remote
sallyport install >/dev/null
expect_status 0 git push -q origin topic
id=$(json '.records[0].id' sallyport log --json)

only_the_log_has_it

# fresh_status NAME: how the review is in a clone that only has what the remote has.
fresh_status() {
  git clone -q "file://$root/origin.git" "$root/$1"
  json '.items[0].status' sallyport -C "$root/$1" check --range origin/moved..origin/landing --json
}
equal approved "$(fresh_status before)"

# Bob's clone: a mark by nobody, one in the form that counts but with a record that is none.
as bob clone_as bob
git branch -q -f sallyport/signoffs origin/sallyport/signoffs
echo x >"$root/tmp/x"
add_to_log "subjects/$id/purged" "$root/tmp/x"
add_to_log "subjects/$id/purged-by/$(printf 0%.0s {1..64})" "$root/tmp/x"
git push -q --no-verify origin "$log"
equal approved "$(fresh_status marked)"

# He takes the files away. Whoever has them puts them back.
git checkout -q sallyport/signoffs
git rm -q -r "subjects/$id/new" "subjects/$id/old"
git commit -q --no-verify -m 'Tidy up'
git push -q --no-verify origin "$log"
cd "$root/widgets"
git fetch -q
! git ls-tree -r --name-only origin/sallyport/signoffs | grep -qF "$id/new" || fail "$id is still there"
expect_status 0 sallyport sync
equal approved "$(fresh_status after)"
