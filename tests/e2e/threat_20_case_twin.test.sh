#!/usr/bin/env bash
# A folder whose name differs from a guarded one only in case is guarded too.
source "$(dirname "$0")/lib.sh"

POLICY_LIMIT=10 POLICY_ITEM='paths = ["src/auth/**"]' project dana
ai_commit cursor 120 SRC/Auth/token.cc
expect_status 1 sallyport check --range main..topic
expect_json '.items[0].status' pending sallyport check --range main..topic --json
signed --range main..topic
expect_status 0 sallyport check --range main..topic
