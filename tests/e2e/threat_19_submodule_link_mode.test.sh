#!/usr/bin/env bash
# Submodules, symbolic links and mode changes are part of what is signed.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
ln -s app.cc src/link
git add src/link
git commit -q --no-verify -m 'Link it'
signed --range main..topic
expect_status 0 sallyport check --range main..topic
for change in 'ln -sfn ../README.md src/link' 'chmod +x src/app.cc'; do
  $change
  git commit -q --no-verify -am 'Change it'
  expect_status 1 sallyport check --range main..topic
  expect_json '.items[0].status' stale sallyport check --range main..topic --json
  git reset -q --hard HEAD~1
done
git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),vendor"
git commit -q --no-verify -m 'Add a submodule'
expect_status 1 sallyport check --range main..topic
said 'vendor'
