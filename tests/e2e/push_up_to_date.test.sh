#!/usr/bin/env bash
# A push with nothing new passes.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
expect_status 0 git push origin main
expect_status 0 git push origin main:copy
ai_commit cursor 120 src/app.cc
expect_status 1 git push origin main
