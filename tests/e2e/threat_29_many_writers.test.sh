#!/usr/bin/env bash
# Sixteen sign-offs made at the same moment are all recorded.
source "$(dirname "$0")/lib.sh"

people=(p{01..16})
for name in "${people[@]}"; do add_person "$name"; done
project "${people[@]}"
ai_commit cursor 120 src/app.cc
for name in "${people[@]}"; do
  (
    HOME="$root/home/$name"
    root="$root/tmp/$name"
    mkdir -p "$root/tmp"
    sign --range main..topic >"$root/tmp/output" 2>&1
  ) &
done
wait
equal 16 "$(log_files | wc -l)"
equal 16 "$(git rev-list --count sallyport/signoffs)"
equal "${people[*]/%/@example.com}" \
  "$(sallyport log --json | jq -r '[.records[].predicate.signer] | sort | join(" ")')"
run git fsck --strict --no-dangling
equal 0 "$status"
