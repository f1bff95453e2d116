#!/usr/bin/env bash
# A record made for another repository counts for nothing here, although people, keys and content are
# the same.
source "$(dirname "$0")/lib.sh"

new_repo widgets
init_policy dana
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
signed --range main..topic
expect_status 0 sallyport check --range main..topic
git checkout -q main
sed -i 's/^repo_id = .*/repo_id = "acme\/gadgets"/' .sallyport/policy.toml
git commit -q --no-verify -am 'Become another project'
git checkout -q topic
git rebase -q main
expect_status 1 sallyport check --range main..topic
expect_json '.items[0] | "\(.status) \(.counted | length)"' 'pending 0' \
  sallyport check --range main..topic --json
