#!/usr/bin/env bash
# What was fetched from somebody's fork, even from its main, has not landed at origin.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git clone -q "$(git remote get-url origin)" "$root/fork"
git -C "$root/fork" config user.name mallory
git -C "$root/fork" config user.email mallory@example.com
gen_lines 300 >"$root/fork/app.cc"
git -C "$root/fork" add app.cc
git -C "$root/fork" commit -q -m $'Add the app\n\nCo-Authored-By: Claude <noreply@anthropic.com>'
git remote add mallory "$root/fork"
git fetch -q mallory
git merge -q --ff-only mallory/main
expect_status 1 git push origin main
said 'push blocked' '300 of 300 lines'
