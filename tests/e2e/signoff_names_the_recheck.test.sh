#!/usr/bin/env bash
# Where GitHub looks again only now and then, a sign-off and a sync say how to have it look at once.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
ai_commit cursor 120 src/app.cc
signed --range origin/main..topic
never_said 'gh workflow run'
mkdir -p .github/workflows
touch .github/workflows/sallyport-recheck.yml
expect_status 0 sallyport sync
said 'gh workflow run sallyport-recheck.yml'
ai_commit cursor 120 src/more.cc
signed --range origin/main..topic
said 'recorded and sent to origin' 'gh workflow run sallyport-recheck.yml'
