#!/usr/bin/env bash
# A wrong code asks once more, then nothing is recorded.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
open_screen
type_line "sallyport signoff security --range main..topic \
--answer 'security.threats=nothing new is reachable'; echo \"exit \$?.\""
wait_for 1 'to sign:'
type_line 'zzzzzz'
wait_for 2 'to sign:'
type_line 'yes'
wait_for 1 '^exit 1\.'
expect_status 128 git rev-parse --verify refs/heads/sallyport/signoffs
