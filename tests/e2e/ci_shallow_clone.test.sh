#!/usr/bin/env bash
# A shallow clone is never judged by what it happens to have: it deepens with --fetch, else exit 3 says how.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
human_commit 3 src/a.cc
new_remote
git checkout -q topic
human_commit 3 src/b.cc
ai_commit cursor 120 src/app.cc
git push -q --no-verify origin topic topic:refs/pull/7/head
event=$(pull_request topic)

clone() {
  git clone -q "$@" "file://$root/origin.git" "$root/ci"
  cd "$root/ci"
}
clone --depth 1 --branch topic
expect_status 3 as_github pull_request "$event" sallyport ci
said 'not in this clone|cut off|no copy of' 'git fetch|--fetch' 'fetch-depth: 0'
expect_status 1 as_github pull_request "$event" sallyport ci --fetch
said '120 of 12[0-9] lines by Cursor'

# A clone that is kept, where a branch has become a folder of branches since.
cd "$root/widgets"
git push -q --no-verify origin topic:refs/heads/foo
git -C "$root/ci" fetch -q origin '+refs/heads/*:refs/remotes/origin/*'
git push -q --no-verify origin :refs/heads/foo topic:refs/heads/foo/bar
cd "$root/ci"
expect_status 1 as_github pull_request "$event" sallyport ci --fetch

cd "$root/widgets"
rm -rf "$root/ci"
git -C "$root/origin.git" config uploadpack.allowFilter true
clone --filter=blob:none --no-checkout
expect_status 3 as_github pull_request "$event" sallyport ci
expect_status 1 as_github pull_request "$event" sallyport ci --fetch
said '120 of 12[0-9] lines by Cursor'
