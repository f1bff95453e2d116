#!/usr/bin/env bash
# Without a known CI system the range must be named; explicit options win over what CI says.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
human_commit 5 src/a.cc
ai_commit cursor 120 src/app.cc
expect_status 2 sallyport ci
said 'no CI system is known here' 'sallyport ci --base'
expect_status 1 sallyport ci --base origin/main --head topic
said '120 of 125 lines'
expect_status 1 sallyport ci --head topic --target main
expect_status 0 sallyport ci --base origin/main --head topic~1
expect_status 2 sallyport ci --base nonsense --head topic
said "cannot find 'nonsense'"
expect_status 0 as_github pull_request "$(pull_request topic)" sallyport ci --head topic~1 --target main
