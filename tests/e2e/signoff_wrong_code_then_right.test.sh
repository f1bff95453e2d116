#!/usr/bin/env bash
# A wrong code asks once more, and the right one then signs.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
code=$(json '.change.digest[0:6]' sallyport check --range main..topic --json)
open_screen
type_line "sallyport signoff security --range main..topic \
--answer 'security.threats=nothing new is reachable'; echo \"exit \$?.\""
wait_for 1 'to sign:'
type_line 'zzzzzz'
wait_for 2 'to sign:'
type_line "$code"
wait_for 1 '^exit 0\.'
equal 1 "$(log_files | wc -l)"
