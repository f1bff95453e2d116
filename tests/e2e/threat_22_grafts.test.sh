#!/usr/bin/env bash
# A graft that hides the commit of an AI changes nothing.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
human_commit 2 src/more.cc
echo "$(git rev-parse topic) $(git rev-parse main)" >.git/info/grafts
expect_status 1 sallyport check --range main..topic
expect_json '.change.lines.ai' 120 sallyport check --range main..topic --json
