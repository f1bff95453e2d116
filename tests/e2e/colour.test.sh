#!/usr/bin/env bash
# Colour is only used where it is asked for, and the text is the same without it.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
run sallyport check --range main..topic
never_said $'\e'
plain=$output
expect_status 1 sallyport --color always check --range main..topic
said $'\e\[[0-9;]*m'
equal "$plain" "$(printf '%s' "$output" | sed 's/\x1b\[[0-9;]*m//g')"
NO_COLOR=1 expect_status 1 sallyport check --range main..topic
never_said $'\e'
