#!/usr/bin/env bash
# A rejection stops what was approved, wherever one of its files comes back, until who made it, or who
# may override, takes it back.
source "$(dirname "$0")/lib.sh"

add_person bob
add_person carol
add_person lee
new_repo widgets
POLICY_ITEM='override = ["lee@example.com"]' init_policy dana bob carol lee
new_remote
sallyport install >/dev/null
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
ai_commit cursor 20 src/more.cc
as carol signed --range origin/main..topic
as bob expect_status 0 in_terminal sallyport signoff security --reject --notes 'it sends tokens' \
  --range origin/main..topic
said 'security: rejected; this cannot land until the rejection is revoked'
expect_status 1 git push origin topic:main
said 'push blocked' 'rejected by bob@example.com: it sends tokens' 'sallyport revoke [0-9a-f]{12}'
never_said 'no-verify'
expect_status 0 git push origin topic
said "bob@example.com rejected 'security'"

git checkout -q -b other main
git checkout -q topic -- src/more.cc
git commit -q --no-verify -m 'Take one of its files over, by hand'
expect_status 1 git push origin other:main
said 'rejected by bob@example.com'

rejection=$(json '.records[] | select(.predicate.verdict == "reject") | .id' sallyport log --json)
as carol expect_status 0 in_terminal sallyport revoke "${rejection:0:12}" --reason 'it does not'
said 'recorded, and does not suffice'
expect_status 1 git push origin topic:main
as lee expect_status 0 in_terminal sallyport revoke "$rejection" --reason 'bob is away; I looked'
said 'taken back'
expect_status 0 git push origin topic:main

expect_status 2 in_terminal sallyport revoke 0000000 --reason x
said "there is no record '0000000'"
revocation=$(json '[.records[] | select(.predicate.verdict == "revoke") | .id][0]' sallyport log --json)
expect_status 2 in_terminal sallyport revoke "$revocation" --reason x
said 'cannot take back a revocation'
CLAUDECODE=1 expect_status 1 in_terminal sallyport revoke "$rejection" --reason x
said 'an agent must not sign'
