#!/usr/bin/env bash
# A replacement object does not change what is judged.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
git replace "$(git rev-parse topic:src/app.cc)" "$(echo nothing | git hash-object -w --stdin)"
expect_status 1 sallyport check --range main..topic
expect_json '.change.lines.ai' 120 sallyport check --range main..topic --json
