#!/usr/bin/env bash
# A signature for one target does not count for a target that does not accept it.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q -b release main
sed -i 's#"refs/heads/main"#"refs/heads/release"#' .sallyport/policy.toml
git commit -q --no-verify -am 'Keep a release'
git checkout -q topic
ai_commit cursor 120 src/app.cc
signed --base main
expect_status 0 sallyport check --base main
git checkout -q -b backport release
git cherry-pick -n topic
git commit -q --no-verify -C topic
expect_status 1 sallyport check --base release
expect_json '.items[0] | "\(.status) \(.counted | length)"' 'pending 0' \
  sallyport check --base release --json
