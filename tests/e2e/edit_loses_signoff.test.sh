#!/usr/bin/env bash
# An edit after the review loses the sign-off, with a trailer and without one.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
signed --range main..topic
for trailer in 'Co-Authored-By: Claude <noreply@anthropic.com>' ''; do
  echo 'int late = 1;' >>src/app.cc
  git commit -q --no-verify -am "Mend it

$trailer"
  expect_status 1 sallyport check --range main..topic
  said 'security' 'stale|changed since' 'src/app.cc'
  expect_json '.items[0] | "\(.status) \(.residual[0].path)"' 'stale src/app.cc' \
    sallyport check --range main..topic --json
  git reset -q --hard HEAD~1
  expect_status 0 sallyport check --range main..topic
done
