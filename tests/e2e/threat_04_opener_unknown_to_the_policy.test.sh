#!/usr/bin/env bash
# An opener who is nobody in the policy may be anyone without a forge identity there: those do not count.
source "$(dirname "$0")/lib.sh"

add_person erin
POLICY_ITEM='independent = true' project dana erin
printf 'forge = ["github:202"]\n' >>.sallyport/policy.toml
git checkout -q main
git commit -q --no-verify -am 'Say who erin is'
new_remote
git checkout -q -B topic main
GIT_COMMITTER_EMAIL=noreply@github.com ai_commit lovable 150 src/app.cc
event=$(pull_request topic '.pull_request.user.id = 303')
sign --base origin/main >/dev/null
expect_status 1 as_github pull_request "$event" sallyport ci
said 'dana@example.com' 'author of the change'
as erin sign --base origin/main >/dev/null
expect_status 0 as_github pull_request "$event" sallyport ci

# Opened by a bot, with nobody known behind it: one person more is needed.
bot=$(pull_request topic '.pull_request.user.type = "Bot"')
expect_json '.items[0].in_all, .brought_by, .verdict' $'2\nnull\npass' as_github pull_request "$bot" sallyport ci --json
