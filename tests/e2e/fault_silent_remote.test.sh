#!/usr/bin/env bash
# A remote that takes the connection and says nothing ends a sign-off's sync after 30 s; the record is kept, and the way to send it is named.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
ai_commit cursor 120 src/app.cc
git remote set-url origin "ssh://server.invalid$root/origin.git"
printf '#!/bin/sh\nexec sleep 100\n' >"$root/bin/ssh"
chmod +x "$root/bin/ssh"
began=$SECONDS
signed --range main..topic
said 'Sending it to origin' "not sent \(no answer from 'origin' within 30 s\)" 'sallyport sync'
((SECONDS - began < 50)) || fail "it took $((SECONDS - began)) s"
equal 1 "$(log_files | wc -l)"
equal '' "$(find .git -name '*.lock')"
