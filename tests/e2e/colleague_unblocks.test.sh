#!/usr/bin/env bash
# The author pushes a branch on her own signature; a colleague fetches it, signs, and unblocks the push to main.
source "$(dirname "$0")/lib.sh"

project_policy='approvers = ["@security"]
independent = true'
add_person bob
new_repo widgets
POLICY_ITEM=$project_policy POLICY_EXTRA='[group.security]
members = ["bob@example.com"]' init_policy dana bob
new_remote
sallyport install >/dev/null
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
signed --range origin/main..topic
expect_status 0 git push origin topic
said 'merge still needs' '@security|bob@example.com'
expect_status 1 git push origin topic:main
said 'push blocked' 'security'

as bob clone_as bob
as bob signed --range origin/main..origin/topic
cd "$root/widgets"
expect_status 0 git push origin topic:main
equal "$(git rev-parse topic)" "$(git ls-remote origin refs/heads/main | cut -f1)"
