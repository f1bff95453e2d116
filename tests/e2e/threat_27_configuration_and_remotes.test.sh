#!/usr/bin/env bash
# `ci --fetch` takes nothing from the configuration of the repository but the remote's URL; the other commands
# that talk to a remote reach it as git does there, without its hooks.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
ai_commit cursor 120 src/app.cc
git push -q --no-verify origin topic:refs/pull/7/head
event=$(pull_request topic)
git clone -q "file://$root/origin.git" "$root/ci"
cd "$root/ci"
trap_command="touch $root/tmp/ran; exit 1;"
mkdir hooks
printf '#!/bin/sh\ntouch %q\n' "$root/tmp/ran" >hooks/reference-transaction
chmod +x hooks/reference-transaction

# blocks_unharmed KEY: the gate fetches and answers, and what git itself runs there did not run.
blocks_unharmed() {
  git update-ref -d refs/remotes/origin/main
  run git fetch origin
  [[ -e $root/tmp/ran ]] || fail "$1 is no trap"
  rm "$root/tmp/ran"
  expect_status 1 as_github pull_request "$event" sallyport ci --fetch
  said '120 of 12[0-9] lines by Cursor'
  [[ ! -e $root/tmp/ran ]] || fail "ci --fetch runs what $1 names"
}

while read -r key value; do
  git config "$key" "$value"
  blocks_unharmed "$key"
  git config --unset-all "$key"
done <<CONFIG
remote.origin.uploadpack $trap_command
core.hooksPath $root/ci/hooks
CONFIG

git config protocol.ext.allow always
git config "url.ext::sh -c touch% $root/tmp/ran .insteadOf" file://
blocks_unharmed insteadOf
git config --remove-section "url.ext::sh -c touch% $root/tmp/ran "

git config --file "$root/ci/included" remote.origin.uploadpack "$trap_command"
git config include.path ../included
blocks_unharmed include.path
git config --unset include.path

git config extensions.worktreeConfig true
git config --worktree remote.origin.uploadpack "$trap_command"
blocks_unharmed config.worktree
git config --worktree --unset remote.origin.uploadpack

# A whole clone is made of a shallow one in the same way.
git clone -q --depth 1 "file://$root/origin.git" "$root/shallow"
cd "$root/shallow"
git config remote.origin.uploadpack "$trap_command"
expect_status 1 as_github pull_request "$event" sallyport ci --fetch
[[ ! -e .git/shallow && ! -e $root/tmp/ran ]] || fail 'still shallow, or fetched through a program of the repository'

# What the remote cannot be reached without comes from the job.
git config remote.origin.url ssh://nobody@localhost:1/nowhere
git config core.sshCommand "$trap_command"
expect_status 3 as_github pull_request "$event" sallyport ci --fetch
said "credentials as docs/ci.md says"
[[ ! -e $root/tmp/ran ]] || fail 'ci --fetch runs core.sshCommand'
GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.sshCommand GIT_CONFIG_VALUE_0="touch $root/tmp/jobs; false" \
  expect_status 3 as_github pull_request "$event" sallyport ci --fetch
[[ -e $root/tmp/jobs && ! -e $root/tmp/ran ]] || fail 'the environment of the job has no say'

# sync and signoff: as git there, without hooks.
cd "$root/widgets"
for hook in reference-transaction pre-push; do cp "$root/ci/hooks/reference-transaction" .git/hooks/$hook; done
git config core.sshCommand "touch $root/tmp/reached; false"
signed --range origin/main..topic
expect_status 0 sallyport sync
equal "$(git rev-parse sallyport/signoffs)" "$(tip_of refs/heads/sallyport/signoffs)"
[[ ! -e $root/tmp/ran ]] || fail 'sync runs a hook'
git remote set-url origin ssh://nobody@localhost:1/nowhere
run sallyport sync
[[ -e $root/tmp/reached ]] || fail 'sync does not reach the remote as git does'
