#!/usr/bin/env bash
# Two parts that were approved apart do not land together as if somebody had seen them so.
source "$(dirname "$0")/lib.sh"

new_repo widgets
init_policy dana
for part in one two; do
  git checkout -q -b "$part" main
  ai_commit cursor 120 "src/$part.cc"
  signed --range "main..$part"
  expect_status 0 sallyport check --range "main..$part"
done
git checkout -q -b both main
git read-tree -u --reset one
git checkout -q two -- src/two.cc
as_tool cursor git commit -q --no-verify -m 'Add both'
expect_status 1 sallyport check --range main..both
expect_json '.items[0].status' stale sallyport check --range main..both --json
