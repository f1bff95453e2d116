#!/usr/bin/env bash
# Code packed into one line counts by its bytes.
source "$(dirname "$0")/lib.sh"

project dana
printf 'var a=[%0*d];\n' 8000 1 >packed.js
git add packed.js
git commit -q --no-verify -m "$(tool_message claude-code)"
expect_status 1 sallyport check --range main..topic
expect_json '.change.lines | "\(.added) \(.effective) \(.ai)"' '1 201 201' \
  sallyport check --range main..topic --json
