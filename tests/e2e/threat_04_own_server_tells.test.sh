#!/usr/bin/env bash
# A server of one's own tells who pushes by the variable that the policy names, and nobody else does.
source "$(dirname "$0")/lib.sh"

add_person erin
new_repo widgets
POLICY_ITEM='independent = true' POLICY_EXTRA=$'[server]\npusher_env = "REMOTE_USER"' \
  init_policy dana erin
sed -i 's/^\[principal."dana@example.com"\]/&\nforge = ["server:dana"]/' .sallyport/policy.toml
sed -i 's/^\[principal."erin@example.com"\]/&\nforge = ["server:erin"]/' .sallyport/policy.toml
git commit -q --no-verify -am 'Say who they are on the server'
expect_status 0 sallyport policy check
new_server
git checkout -q -b topic
ai_commit claude-code 120 src/app.cc
sign --range origin/main..topic >/dev/null
expect_status 1 git push origin topic:main
said 'nobody who is trusted tells'
expect_status 1 env REMOTE_USER=dana git push origin topic:main
said 'by: +server:dana, as REMOTE_USER tells: dana@example.com' 'author of the change'
as erin sign --range origin/main..topic >/dev/null
expect_status 0 env REMOTE_USER=dana git push origin topic:main

