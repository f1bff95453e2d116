#!/usr/bin/env bash
# An expression or a bare id as the source of a push is judged.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
ai_commit cursor 120 'src/app.cc'
human_commit 1 src/more.cc
for source in HEAD 'HEAD~1' "$(git rev-parse HEAD)" 'topic^{/Add src}'; do
  expect_status 1 git push origin "$source:refs/heads/copy"
  said 'push blocked' '120'
done
expect_status 0 git push origin HEAD~2:refs/heads/copy
