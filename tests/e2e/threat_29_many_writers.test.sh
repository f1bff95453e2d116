#!/usr/bin/env bash
# Sign-offs made at the same moment are all recorded.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
for name in ann ben cid dot; do add_person "$name"; done
for name in ann ben cid dot; do
  (
    HOME="$root/home/$name"
    root="$root/tmp/$name"
    mkdir -p "$root/tmp"
    sign --range main..topic >"$root/tmp/output" 2>&1
  ) &
done
wait
equal 4 "$(log_files | wc -l)"
equal 4 "$(git rev-list --count sallyport/signoffs)"
