#!/usr/bin/env bash
# Moving what an AI wrote into a guarded folder still counts as an AI file there.
source "$(dirname "$0")/lib.sh"

POLICY_LIMIT=100000 POLICY_EXTRA='
[[rule]]
name = "AI in authentication code"
when = { ai_files = ">= 1", paths = ["src/auth/**"] }
require = ["security"]
' project dana
ai_commit cursor 20 src/draft.cc
mkdir -p src/auth
git mv src/draft.cc src/auth/token.cc
git commit -q --no-verify -m 'Move it'
expect_status 1 sallyport check --range main..topic
said 'AI in authentication code'
