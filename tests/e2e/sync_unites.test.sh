#!/usr/bin/env bash
# Two people who sign apart lose nothing: sync unites their logs.
source "$(dirname "$0")/lib.sh"

add_person bob
new_repo widgets
init_policy dana bob
new_remote
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
git push -q --no-verify origin topic
as bob clone_as bob
as bob signed --range origin/main..origin/topic --no-sync
cd "$root/widgets"
signed --range origin/main..topic --no-sync
expect_status 0 sallyport sync
cd "$root/bob"
as bob expect_status 0 sallyport sync
equal 2 "$(git -C "$root/origin.git" ls-tree -r --name-only sallyport/signoffs | grep -c '^records/')"
cd "$root/widgets"
expect_status 0 sallyport sync
expect_json '[.items[0].counted[].signer] | sort | join(" ")' 'bob@example.com dana@example.com' \
  sallyport check --range origin/main..topic --json
