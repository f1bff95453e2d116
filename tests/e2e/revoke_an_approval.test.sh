#!/usr/bin/env bash
# Who approved can take it back; the change is then as if never approved.
source "$(dirname "$0")/lib.sh"

new_repo widgets
init_policy dana
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
signed --range main..topic
expect_status 0 sallyport check --range main..topic
approval=$(json '.records[0].id' sallyport log --json)
TERMINAL_CODE=zzzzzz expect_status 1 in_terminal sallyport revoke "$approval" --reason 'I missed a file'
expect_status 0 sallyport check --range main..topic
expect_status 0 in_terminal sallyport revoke "${approval:0:10}" --reason 'I missed a file'
said 'approve of .security. by dana@example.com' 'security: taken back'
expect_status 1 sallyport check --range main..topic
said 'revoked by dana@example.com'
expect_json '.items[0].status' pending sallyport check --range main..topic --json
sleep 1 # what is signed in the same second is the same record
signed --range main..topic
expect_status 0 sallyport check --range main..topic
