#!/usr/bin/env bash
# What an earlier job kept in the repository, as verified signatures for instance, is not believed.
source "$(dirname "$0")/lib.sh"

new_repo widgets
init_policy dana
new_remote
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
signed --range origin/main..topic
expect_status 0 sallyport check --range origin/main..topic
planted=$(printf planted | sha256sum | cut -c1-64)
for cache in signatures log-history; do
  {
    printf 'sallyport %s 1 %s\n' "$cache" "$(printf '%s\n' "$planted" | sha256sum | cut -c1-64)"
    echo "$planted"
  } >".git/sallyport/$cache"
done
expect_status 0 as_github pull_request "$(pull_request topic)" sallyport ci
run cat .git/sallyport/signatures .git/sallyport/log-history
never_said "$planted"
said 'sallyport signatures 1'
