#!/usr/bin/env bash
# A message of megabytes is read in time, and its trailer still counts.
source "$(dirname "$0")/lib.sh"

project dana
stage_lines 120 src/app.cc
{
  echo 'Add code'
  echo
  for ((i = 0; i < 200; i++)); do printf '%01000d%01000d%01000d%01000d%01000d\n' 1 2 3 4 5; done
  printf 'Co-Authored-By: Cl%.0s\n' {1..2000}
  printf '\nCo-Authored-By: Claude <noreply@anthropic.com>\n'
} >"$root/tmp/message"
git commit -q --no-verify -F "$root/tmp/message"
expect_status 1 timeout 20 sallyport check --range main..topic
said '120' 'Claude Code'
