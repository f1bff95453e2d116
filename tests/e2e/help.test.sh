#!/usr/bin/env bash
# Every command has a help with its options, and a wrong name gets the nearest one.
source "$(dirname "$0")/lib.sh"

mkdir "$root/plain"
cd "$root/plain"
expect_status 0 sallyport --help
for command in init enroll install uninstall hook check status explain scan signoff declare log sync \
  policy doctor completion; do
  grep -qE "^ +$command" <<<"$output" || fail "not in --help: $command"
  run sallyport "$command" --help
  equal 0 "$status"
  said "$command"
  run sallyport --help
done
expect_status 0 git sallyport check -h
said '--range' '--staged' '--base'
expect_status 2 sallyport chek
said 'did you mean: sallyport check'
expect_status 2 sallyport check --stagd
said 'stagd'
expect_status 2 sallyport
