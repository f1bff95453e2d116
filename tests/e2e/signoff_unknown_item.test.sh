#!/usr/bin/env bash
# signing an item that the policy does not have names the nearest one.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
expect_status 2 in_terminal sallyport signoff securty --range main..topic
said 'securty' 'security'
