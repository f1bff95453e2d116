#!/usr/bin/env bash
# A record that a later log commit removed is reported and still counts.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
signed --range main..topic
log=refs/heads/sallyport/signoffs
git update-ref "$log" "$(git commit-tree -p "$log" -m 'Tidy up' "$(git mktree </dev/null)")"
expect_status 0 sallyport check --range main..topic
said 'removed'
