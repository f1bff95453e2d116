#!/usr/bin/env bash
# A policy given by file or ref is used instead of the one in the repository.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
sed 's/>= 100/>= 1000/' .sallyport/policy.toml >"$root/tmp/other.toml"
expect_status 0 sallyport check --range main..topic --policy "$root/tmp/other.toml" \
  --signers .sallyport/allowed_signers
expect_status 2 sallyport check --range main..topic --policy "$root/tmp/other.toml"
said '--signers'
expect_status 1 sallyport check --range main..topic --policy-ref main
