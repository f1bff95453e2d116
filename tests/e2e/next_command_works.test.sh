#!/usr/bin/env bash
# The command that a blocked person is offered can be pasted and unblocks.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
expect_json '.next[0]' 'sallyport signoff security --range main..topic' \
  sallyport check --range main..topic --json
read -ra offered <<<"$(json '.next[0]' sallyport check --range main..topic --json)"
expect_status 0 in_terminal "${offered[@]}"
expect_status 0 sallyport check --range main..topic
