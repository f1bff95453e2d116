#!/usr/bin/env bash
# What is printed to be pasted is quoted, and nothing printed is a command to the runner.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
# shellcheck disable=SC2016 # the name is to stay as it is
evil='x;touch${IFS}hit'
git checkout -q -b "$evil" main
human_commit 5 src/base.cc
git push -q --no-verify origin "$evil"
git checkout -q -b stacked
ai_commit cursor 150 'src/##vso[task.setvariable]x.cc'
event=$(pull_request stacked | jq -c --arg ref "$evil" --arg sha "$(git rev-parse "$evil")" \
  '.pull_request.base.ref = $ref | .pull_request.base.sha = $sha')
expect_status 1 as_github pull_request "$event" sallyport ci
next=$(json '.next[0]' as_github pull_request "$event" sallyport ci --json)
(cd "$root/tmp" && bash -c "$next" >/dev/null 2>&1) || true
[[ ! -e hit && ! -e $root/tmp/hit ]] || fail 'what is printed to be pasted ran something'

sed -i 's/"large AI change"/"##vso[task.complete]"/' .sallyport/policy.toml
git checkout -q -b base main
git checkout -q stacked -- .sallyport 2>/dev/null || true
expect_status 1 env TF_BUILD=True BUILD_REASON=PullRequest SYSTEM_PULLREQUEST_PULLREQUESTID=7 \
  SYSTEM_PULLREQUEST_TARGETBRANCH=main SYSTEM_PULLREQUEST_SOURCEBRANCH=stacked \
  SYSTEM_PULLREQUEST_SOURCECOMMITID="$(git rev-parse stacked)" \
  BUILD_SOURCEVERSION="$(git rev-parse stacked)" BUILD_SOURCEBRANCH=refs/pull/7/merge \
  sallyport ci
[[ $output != *'##vso['* ]] || fail 'a command to the runner was printed'
