#!/usr/bin/env bash
# A policy given by file, name or ref is used instead of the one in the repository; without signers nobody can
# sign off, and where there is no policy yet one can be tried.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
sed 's/>= 100/>= 1000/' .sallyport/policy.toml >"$root/tmp/other.toml"
expect_status 0 sallyport check --range main..topic --policy "$root/tmp/other.toml" \
  --signers .sallyport/allowed_signers
expect_status 2 sallyport check --range main..topic --signers .sallyport/allowed_signers
said '--signers needs --policy'
expect_status 1 sallyport check --range main..topic --policy .sallyport/policy.toml
said 'nobody can sign off: --policy was given without --signers'
sign --range main..topic >/dev/null
expect_status 0 sallyport check --range main..topic
expect_status 1 sallyport check --range main..topic --policy .sallyport/policy.toml
expect_status 2 sallyport check --range main..topic --policy standrad
said 'no such file, and no bundled policy' 'sallyport policy list'
expect_status 0 sallyport check --range main..topic --policy-ref main

new_repo gadgets
human_commit 3 README
git checkout -q -b topic
ai_commit cursor 500 src/app.cc
expect_status 2 sallyport check --range main..topic
said '--policy standard'
for name in standard standard@1; do
  expect_status 1 sallyport check --range main..topic --policy $name
  said 'sallyport:standard@1' '500 of 500 lines by Cursor' 'nobody can sign off'
done
expect_status 1 sallyport check --base main --policy standard
expect_status 1 sallyport check --range main..topic --policy solo --json
expect_status 0 sallyport explain HEAD
expect_status 0 sallyport scan
