#!/usr/bin/env bash
# An AI change under the limit passes, with the report of one or two lines.
source "$(dirname "$0")/lib.sh"

project dana
stage_lines 99 src/app.cc
expect_status 0 git commit -m "$(tool_message claude-code)"
expect_status 0 sallyport check --range main..topic
said 'pass'
expect_json '.rules[0] | "\(.matched) \(.because)"' 'false ai_lines 99 not >= 100' \
  sallyport check --range main..topic --json
