#!/usr/bin/env bash
# A review publishes no code that its author has not: the reviewed files follow the branch.
source "$(dirname "$0")/lib.sh"

log=refs/heads/sallyport/signoffs
# published: the reviewed files in the remote's log, without the record's id.
published() {
  git -C "$root/origin.git" ls-tree -r --name-only "$log" |
    sed -nE 's,^subjects/[0-9a-f]{64}/,,p' | sort -u | xargs
}

project dana
git checkout -q main
new_remote
git checkout -q topic
ai_commit cursor 120 src/secret.cc
signed --base origin/main
said 'recorded and sent to origin'
blob=$(git rev-parse topic:src/secret.cc)
equal 1 "$(git ls-remote origin "$log" | wc -l)"
expect_status 0 sallyport sync
equal '' "$(published)"
equal '' "$(git ls-remote origin 'refs/sallyport/*')"
expect_status 1 git -C "$root/origin.git" cat-file -e "$blob"

# The push of the branch takes them along, and what was sent is not sent again.
expect_status 0 git push origin topic
equal 'new/src/secret.cc' "$(published)"
equal "$blob" "$(git ls-tree -r sallyport/signoffs | awk '/secret.cc/ {print $3}')"
sent=$(tip_of "$log")
expect_status 0 sallyport sync --with-subjects
equal "$sent" "$(tip_of "$log")"
equal '' "$(git ls-tree -r --name-only refs/sallyport/subjects)"

# A staged change: once the commit that has its tree is pushed.
git checkout -q -b staged origin/main
stage_lines 120 src/staged.cc
expect_status 1 as_tool cursor git commit -q -m "$(tool_message cursor)"
signed
equal 'new/src/secret.cc' "$(published)"
as_tool cursor git commit -q -m "$(tool_message cursor)"
expect_status 0 git push origin staged
equal 'new/src/secret.cc new/src/staged.cc' "$(published)"

# At once, on demand.
git checkout -q -b early origin/main
ai_commit cursor 120 src/early.cc
signed --base origin/main --no-sync
expect_status 0 sallyport sync --with-subjects
equal 'new/src/early.cc new/src/secret.cc new/src/staged.cc' "$(published)"

# What a forge shows as a pull request is published, even if no branch here follows it.
git checkout -q -b fork origin/main
ai_commit cursor 120 src/fork.cc
git push -q --no-verify origin HEAD:refs/pull/7/head
signed --base origin/main
equal 'new/src/early.cc new/src/fork.cc new/src/secret.cc new/src/staged.cc' "$(published)"
