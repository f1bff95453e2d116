#!/usr/bin/env bash
# Outside a repository every command is exit 2 and says so.
source "$(dirname "$0")/lib.sh"

mkdir "$root/plain"
cd "$root/plain"
for command in check status install init log 'signoff security'; do
  # shellcheck disable=SC2086
  expect_status 2 sallyport $command
  said 'repository'
done
expect_status 2 sallyport -C "$root/nowhere" check
expect_status 0 sallyport --version
said '^sallyport [0-9]+\.[0-9]+\.[0-9]+'
