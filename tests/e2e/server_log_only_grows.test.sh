#!/usr/bin/env bash
# The sign-off log on the server gains records and loses none.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_server
ai_commit claude-code 150 src/app.cc
signed --base origin/main
log=sallyport/signoffs
recorded=$(tip_of "refs/heads/$log")
[[ -n $recorded ]]

refused() {
  run "$@"
  [[ $status != 0 ]] || fail "went through: $*"
  equal "$recorded" "$(tip_of "refs/heads/$log")"
}
refused git push --no-verify origin ":$log"
said 'the sign-off log must not be deleted'
orphan=$(git commit-tree -m 'Empty' "$(git mktree </dev/null)")
refused git push --no-verify --force origin "$orphan:refs/heads/$log"
said 'the sign-off log only grows'

# Where no log is yet, a branch must not take its place.
git init -q --bare -b main "$root/new.git"
git push -q --no-verify "$root/new.git" origin/main:refs/heads/main
sallyport -C "$root/new.git" install --hooks pre-receive >/dev/null
for name in sallyport "$log/x"; do
  expect_status 1 git push --no-verify "$root/new.git" "topic:refs/heads/$name"
  said "leaves no room for the sign-off log 'refs/heads/$log'"
done

# A plain fast-forward that removes or replaces a record.
emptied=$(git commit-tree -p "$log" -m 'Forget' "$(git mktree </dev/null)")
refused git push --no-verify origin "$emptied:refs/heads/$log"
said 'only gains records'
echo '{}' >"$root/tmp/junk"
git branch -q -f kept "$log"
add_to_log "$(log_files)" "$root/tmp/junk"
refused git push --no-verify origin "$log:refs/heads/$log"
said 'only gains records'

# Something that is no record.
git branch -q -f "$log" kept
add_to_log README.md "$root/tmp/junk"
refused git push --no-verify origin "$log:refs/heads/$log"
said 'README.md.* it is not named as a record is'

# Something named as a record that is none, or too large: nobody could take it out again.
git branch -q -f "$log" kept
add_to_log "standing/$(sha256sum "$root/tmp/junk" | cut -d' ' -f1).json" "$root/tmp/junk"
refused git push --no-verify origin "$log:refs/heads/$log"
said 'only gains records: .*standing/'
git branch -q -f "$log" kept
head -c $((17 << 20)) /dev/zero >"$root/tmp/large"
id=$(json '.records[0].id' sallyport log --json)
add_to_log "subjects/$id/new/large" "$root/tmp/large"
refused git push --no-verify origin "$log:refs/heads/$log"
said "subjects/$id/new/large"

# A reviewed file is named after its record, and leaves the log only where that says it was purged.
for path in subjects/large "subjects/$id/large" "subjects/$id/purged" "subjects/${id:1}/new/app.cc"; do
  git branch -q -f "$log" kept
  add_to_log "$path" "$root/tmp/junk"
  refused git push --no-verify origin "$log:refs/heads/$log"
  said "$path.* it is not named as a reviewed file is"
done
# It is as the record covers it, whose record it is.
git branch -q -f "$log" kept
add_to_log "subjects/$id/new/src/app.cc" "$root/tmp/junk"
refused git push --no-verify origin "$log:refs/heads/$log"
said 'no record in the log covers it'
git branch -q -f "$log" kept
add_to_log "subjects/$(printf '0%.0s' {1..64})/new/src/app.cc" src/app.cc
refused git push --no-verify origin "$log:refs/heads/$log"
said 'no record in the log covers it'
git branch -q -f "$log" kept
add_to_log "subjects/$id/new/src/app.cc" src/app.cc
expect_status 0 git push --no-verify origin "$log:refs/heads/$log"
recorded=$(tip_of "refs/heads/$log")
git branch -q -f kept "$log"
git update-ref "refs/heads/$log" "$(git commit-tree -p "$log" -m 'Forget' "$(git rev-parse 'kept~1^{tree}')")"
refused git push --no-verify origin "$log:refs/heads/$log"
said "subjects/$id/new/src/app.cc.* it may only be added"

# Not where anybody says so, but who signed it.
git branch -q -f "$log" kept
add_to_log "subjects/$id/purged-by/$(printf '0%.0s' {1..64})" "$root/tmp/junk"
git update-ref "refs/heads/$log" "$(git commit-tree -p "$log" -m 'Forget' "$(git rev-parse 'kept~1^{tree}')")"
refused git push --no-verify origin "$log:refs/heads/$log"
said 'it may only be added'
git branch -q -f "$log" kept
expect_status 0 in_terminal sallyport log purge "$id"
expect_status 0 sallyport sync
recorded=$(tip_of "refs/heads/$log")
equal '' "$(git ls-tree -r --name-only "$recorded" "subjects/$id/new/" "subjects/$id/old/")"
git branch -q -f kept "$log"
add_to_log "subjects/$id/new/src/app.cc" src/app.cc
refused git push --no-verify origin "$log:refs/heads/$log"
said 'it was purged'

# What somebody pushes as a copy of the log is none: a huge file in it stops nobody.
git branch -q -f "$log" kept
head -c $((80 << 20)) /dev/zero >"$root/tmp/large"
add_to_log "records/2026/01/05/$(printf '0%.0s' {1..64}).json" "$root/tmp/large"
expect_status 0 git push -q --no-verify origin "$log:refs/remotes/x/$log"
expect_status 0 git push --no-verify origin main

git branch -q -f "$log" kept
ai_commit cursor 120 src/more.cc
signed --base origin/main --no-sync
expect_status 0 git push --no-verify origin "$log:refs/heads/$log"
