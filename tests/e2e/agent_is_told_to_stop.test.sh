#!/usr/bin/env bash
# Under an agent the commit is blocked with text that tells it to stop and ask its user, and unsetting a variable does not undo what was seen.
source "$(dirname "$0")/lib.sh"

project dana
stage_lines 120 src/app.cc
CLAUDECODE=1 expect_status 1 git commit -m 'Add code'
said 'commit blocked' 'Claude Code' 'Stop here' 'Do not retry' 'Tell your user exactly this' 'sallyport signoff security'
never_said $'\e'

expect_status 1 git commit -m 'Add code'
said 'Claude Code' 'Next:.*sallyport signoff security'
never_said 'AGENT'
