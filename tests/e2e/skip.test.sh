#!/usr/bin/env bash
# SALLYPORT_SKIP lets one commit through and is on record; it is refused under an agent.
source "$(dirname "$0")/lib.sh"

project dana
stage_lines 120 src/app.cc
CLAUDECODE=1 SALLYPORT_SKIP='in a hurry' expect_status 1 git commit -m 'Add code'
said 'SALLYPORT_SKIP'
SALLYPORT_SKIP='in a hurry' expect_status 0 git commit -m "$(tool_message claude-code)"
[[ -s .git/sallyport/skips ]] || fail 'the skip is not recorded'
expect_status 1 sallyport check --range main..topic
run sallyport status
said 'in a hurry'
