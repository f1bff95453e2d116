#!/usr/bin/env bash
# Without HOME, with a TMPDIR that is not there, and in a repository of somebody else: the verdict, or exit 3 with the command that helps.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
signed --range main..topic --no-sync
expect_status 0 env -u HOME sallyport check --range main..topic
rm -rf .git/sallyport
expect_status 3 env TMPDIR="$root/none" sallyport check --range main..topic
said 'cannot make a temporary folder' 'hint: export TMPDIR='
expect_status 0 sallyport check --range main..topic
[[ $EUID == 0 ]] || { echo 'skipped: only root gives a repository to somebody else'; exit 77; }
chown -R 12345 "$root/widgets"
expect_status 3 sallyport check --range main..topic
said 'hint: git config --global --add safe.directory'
