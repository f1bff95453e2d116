#!/usr/bin/env bash
# What a blocked person sees fits one screen, with the next command last.
source "$(dirname "$0")/lib.sh"

new_repo widgets
sallyport init --policy standard >/dev/null
git add .sallyport
git commit -q -m 'Add the policy'
git checkout -q -b topic
ai_commit claude-code 500 src/app.cc
expect_status 1 sallyport check --range main..topic
[[ $(wc -l <<<"$output") -le 24 ]] || fail 'more than 24 lines'
[[ $(grep -v 'sallyport signoff' <<<"$output" | wc -L) -le 80 ]] || fail 'wider than 80 columns'
said 'blocked' '500' 'sallyport:standard@1:[0-9]+|policy.toml:[0-9]+'
tail -4 <<<"$output" | grep -q 'sallyport signoff' || fail 'the next command is not at the end'
