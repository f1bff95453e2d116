#!/usr/bin/env bash
# A remote that dies in the middle is exit 3 with the command that helps, and loses no record; a slow one is waited for.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
git remote set-url origin "ssh://server.invalid$root/origin.git"
ai_commit cursor 120 src/app.cc
# The ssh of this scenario runs the command here, through the filter that $root/tmp/line holds.
cat >"$root/bin/ssh" <<SH
#!/bin/bash
for command; do :; done
exec bash -c "\$command" > >(bash "$root/tmp/line")
SH
chmod +x "$root/bin/ssh"
signed --range main..topic --no-sync
for bytes in 0 4 60; do
  echo "head -c $bytes" >"$root/tmp/line"
  expect_status 3 timeout 20 sallyport sync
  said "cannot sync with 'origin'" 'hint: every record is kept here'
  equal 1 "$(log_files | wc -l)"
done
echo 'sleep 1; cat' >"$root/tmp/line"
expect_status 0 sallyport sync
equal "$(git rev-parse sallyport/signoffs)" "$(git -C "$root/origin.git" rev-parse sallyport/signoffs)"
