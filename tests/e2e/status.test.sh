#!/usr/bin/env bash
# status shows the open items, who signed, and the next command.
source "$(dirname "$0")/lib.sh"

add_person bob
new_repo widgets
POLICY_ITEM='count = 2' init_policy dana bob
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
run sallyport status
said 'security' 'sallyport signoff security'
signed --range main..topic
run sallyport status
said 'dana@example.com'
as bob signed --range main..topic
expect_status 0 sallyport status
said 'dana@example.com' 'bob@example.com'
