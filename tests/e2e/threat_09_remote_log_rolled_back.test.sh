#!/usr/bin/env bash
# The log on the remote is forced back: clones that saw it say so, also one that never signed, what was
# lost still counts there, and sync puts it back.
source "$(dirname "$0")/lib.sh"

add_person bob
new_repo widgets
init_policy dana
new_remote
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
signed --range origin/main..topic
human_commit 5 src/other.cc
ai_commit cursor 130 src/more.cc
signed --range origin/main..topic
git push -q --no-verify origin topic
log=sallyport/signoffs
whole=$(tip_of "refs/heads/$log")

as bob clone_as bob
[[ -z $(git for-each-ref "refs/heads/$log") ]]
approved='[.verdict, (.items | map(.status) | join(" "))] | join(": ")'
as bob expect_json "$approved" 'pass: approved' sallyport check --range origin/main..origin/topic --json

git -C "$root/origin.git" update-ref "refs/heads/$log" "$whole~1"
git fetch -q origin
as bob expect_status 0 sallyport check --range origin/main..origin/topic
said "refs/remotes/origin/$log' went back from ${whole:0:12} to" 'still counts' 'sallyport sync'
# It is not forgotten by being told.
as bob expect_status 0 sallyport check --range origin/main..origin/topic
said 'went back'
as bob run sallyport log
said 'went back'

git -C "$root/origin.git" update-ref -d "refs/heads/$log"
git fetch -q --prune origin
as bob expect_status 0 sallyport check --range origin/main..origin/topic
said "refs/remotes/origin/$log' was deleted"

as bob expect_status 0 sallyport sync
equal "$whole" "$(tip_of "refs/heads/$log")"
as bob expect_status 0 sallyport check --range origin/main..origin/topic
never_said 'went back' 'was deleted'

# Meant so: the cache forgets what was seen.
git -C "$root/origin.git" update-ref "refs/heads/$log" "$whole~1"
git fetch -q origin
git update-ref -d "refs/heads/$log"
rm -r .git/sallyport
as bob run sallyport check --range origin/main..origin/topic
never_said 'went back'
equal 1 "$status"
