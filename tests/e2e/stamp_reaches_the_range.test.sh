#!/usr/bin/env bash
# The stamp lets a later check see what only the hook could.
source "$(dirname "$0")/lib.sh"

project dana
stage_lines 60 src/one.cc
CURSOR_AGENT=1 expect_status 0 git commit -m 'Add one'
stage_lines 60 src/two.cc
CURSOR_AGENT=1 expect_status 0 git commit -m 'Add two'
expect_status 1 sallyport check --range main..topic
expect_json '.attribution.tools[0] | "\(.id) \(.lines)"' 'cursor 120' \
  sallyport check --range main..topic --json
