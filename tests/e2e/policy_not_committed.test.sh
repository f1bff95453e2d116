#!/usr/bin/env bash
# A policy that is written and not committed is named as just that, with the command that ends it.
source "$(dirname "$0")/lib.sh"

new_repo widgets
human_commit 3 src/first.cc
expect_status 2 sallyport log
said 'there is no policy anywhere' 'sallyport init'
expect_status 0 sallyport init
said "next: git add .sallyport && git commit .*, then: sallyport install"
for command in status doctor log 'check --staged' 'hook pre-commit'; do
  # shellcheck disable=SC2086  # words
  run sallyport $command
  said '(not committed yet|commit).*git add .sallyport && git commit'
  never_said 'run: sallyport init' 'run .sallyport init'
done
expect_status 1 sallyport init
said 'it exists already' 'git add .sallyport && git commit puts it in force'
git add .sallyport
expect_status 0 git commit -q -m 'Add the policy'
run sallyport doctor
never_said 'not committed yet'
