#!/usr/bin/env bash
# In a real terminal the questions are asked, the code is shown, and what is typed signs.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
open_screen
type_line 'sallyport signoff security --range main..topic; echo "exit $?."'
wait_for 1 'What could an attacker do now'
said 'Security review' 'Who could misuse this change' '1 file'
type_line 'Nothing new is reachable'
wait_for 1 'Type [0-9a-f]{6} to sign: *$'
[[ $output =~ Type\ ([0-9a-f]{6}) ]]
type_line "${BASH_REMATCH[1]}"
wait_for 1 '^exit 0\.'
said 'security' 'exact'
expect_status 0 sallyport check --range main..topic
