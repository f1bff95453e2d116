#!/usr/bin/env bash
# Small commits by several tools pass one by one and add up over the range.
source "$(dirname "$0")/lib.sh"

project dana
for tool in cursor claude-code replit; do ai_commit "$tool" 40 "src/$tool.ts"; done
expect_status 0 sallyport check --range main..topic~1
expect_status 1 sallyport check --range main..topic
said '120' '3 of 3 commits'
expect_json '.attribution.tools | map(.id) | join(" ")' 'claude-code cursor replit' \
  sallyport check --range main..topic --json
