#!/usr/bin/env bash
# A signature for one change does not carry over to another.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/one.cc
signed --range main..topic
expect_status 0 sallyport check --range main..topic
git checkout -q -b other main
ai_commit cursor 120 src/two.cc
expect_status 1 sallyport check --range main..other
expect_json '.items[0].counted | length' 0 sallyport check --range main..other --json
