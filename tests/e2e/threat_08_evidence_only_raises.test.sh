#!/usr/bin/env bash
# A large change stays AI when a human co-author or a bot is named beside the tool.
source "$(dirname "$0")/lib.sh"

project dana
stage_lines 120 src/app.ts
git commit -q --no-verify -m "Add code

Co-Authored-By: Claude <noreply@anthropic.com>
Co-authored-by: Alice Example <alice@example.com>"
expect_status 1 sallyport check --range main..topic
expect_json '.attribution.commits[0].origin' mixed sallyport check --range main..topic --json
expect_json '.change.lines.ai' 120 sallyport check --range main..topic --json
