#!/usr/bin/env bash
# A push sends the sign-off log along, first, and does not call itself again.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
ai_commit cursor 120 src/app.cc
signed --range origin/main..topic --no-sync
equal '' "$(git ls-remote origin refs/heads/sallyport/signoffs)"
expect_status 0 timeout 60 git push origin topic
equal "$(git rev-parse sallyport/signoffs)" \
  "$(git ls-remote origin refs/heads/sallyport/signoffs | cut -f1)"
expect_status 0 git push origin sallyport/signoffs
git commit -q --amend --no-verify -m 'Say it better'
expect_status 0 git push --force origin topic sallyport/signoffs
