#!/usr/bin/env bash
# With the clock in 1970 or in 2100 a verdict is given, an approval from another time does not pass where it may not, and nothing crashes.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
for year in 1970-01-02 2099-12-30; do
  GIT_COMMITTER_DATE="${year}T00:00:00Z" GIT_AUTHOR_DATE="${year}T00:00:00Z" ai_commit cursor 120 "src/in_$year.cc"
done
expect_status 1 sallyport check --range main..topic
said '360'
expect_status 0 sallyport explain main..topic
expect_status 0 sallyport scan
command -v faketime >/dev/null || { echo 'skipped: no faketime here for the clock itself'; exit 77; }
signed --range main..topic --no-sync
for year in 1970-01-02 2099-12-30; do
  run faketime "$year" sallyport check --range main..topic
  [[ $status -le 1 ]] || fail "exit $status"
done
