#!/usr/bin/env bash
# Two commits signed one by one hold together in one push.
source "$(dirname "$0")/lib.sh"

new_repo widgets
init_policy dana
new_remote
sallyport install >/dev/null
git checkout -q -b topic
for file in one two; do
  stage_lines 120 "src/$file.cc"
  expect_status 1 git commit -m "$(tool_message claude-code)"
  signed
  expect_status 0 git commit -m "$(tool_message claude-code)"
done
expect_status 0 git push origin topic
expect_json '[.items[0].counted[].rung] | unique | join(" ")' composed \
  sallyport check --range origin/main..topic --json
