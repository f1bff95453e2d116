#!/usr/bin/env bash
# An independent item is not met by the author where the change lands.
source "$(dirname "$0")/lib.sh"

add_person bob
new_repo widgets
POLICY_ITEM='independent = true' init_policy dana bob
new_remote
sallyport install >/dev/null
git checkout -q -b topic
stage_lines 120 src/app.cc
git commit -q --no-verify -m "$(tool_message claude-code)"
signed --range origin/main..topic
expect_status 1 git push origin topic:main
said 'dana@example.com' 'author'
as bob signed --range origin/main..topic
expect_status 0 git push origin topic:main
