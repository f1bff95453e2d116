#!/usr/bin/env bash
# Without the remote a sign-off is kept, says that it was not sent, and is exit 0.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
ai_commit cursor 120 src/app.cc
mv "$root/origin.git" "$root/away.git"
expect_status 0 sign --range origin/main..topic
said 'not (synced|sent|pushed)|could not|cannot'
expect_status 0 sallyport check --range origin/main..topic
run sallyport sync
[[ $status != 0 ]] || fail 'a failed sync is exit 0'
mv "$root/away.git" "$root/origin.git"
expect_status 0 sallyport sync
equal 1 "$(git -C "$root/origin.git" ls-tree -r --name-only sallyport/signoffs | grep -c '^records/')"
