#!/usr/bin/env bash
# Two clones that sign and push at the same moment, several times, end with the same log, and it holds
# every record.
source "$(dirname "$0")/lib.sh"

add_person bob
new_repo widgets
init_policy dana bob
new_remote
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
git push -q --no-verify origin topic
as bob clone_as bob

# sign_in FOLDER PERSON TIMES: signs there, and each sign-off syncs with the remote.
sign_in() {
  cd "$root/$1"
  HOME="$root/home/$2"
  root="$root/tmp/$2"
  mkdir -p "$root/tmp"
  local i
  for ((i = 0; i < $3; i++)); do
    sign --range origin/main..origin/topic --notes "time $i" >"$root/tmp/output" 2>&1
  done
}
(sign_in widgets dana 3) &
(sign_in bob bob 3) &
wait

cd "$root/bob"
as bob expect_status 0 sallyport sync
cd "$root/widgets"
expect_status 0 sallyport sync
cd "$root/bob"
as bob expect_status 0 sallyport sync
log=refs/heads/sallyport/signoffs
equal "$(git -C "$root/origin.git" rev-parse "$log")" "$(git -C "$root/bob" rev-parse "$log")"
equal "$(git -C "$root/origin.git" rev-parse "$log")" "$(git -C "$root/widgets" rev-parse "$log")"
equal 6 "$(log_files | wc -l)"
equal '3 bob@example.com 3 dana@example.com' "$(sallyport log --json |
  jq -r '[.records[].predicate.signer] | group_by(.) | map("\(length) \(.[0])") | join(" ")')"
for repository in "$root/origin.git" "$root/bob" "$root/widgets"; do
  run git -C "$repository" fsck --strict --no-dangling
  equal 0 "$status"
done
