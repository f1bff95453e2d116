#!/usr/bin/env bash
# Attributes of the work tree do not change what is counted.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
echo '*.cc -diff binary linguist-generated' >.gitattributes
echo '*.cc -diff' >.git/info/attributes
expect_status 1 sallyport check --range main..topic
expect_json '.change.lines.ai' 120 sallyport check --range main..topic --json
