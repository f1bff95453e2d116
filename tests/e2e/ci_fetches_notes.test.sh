#!/usr/bin/env bash
# CI sees the lines that notes name, which no clone brings along, and leaves the notes of the clone alone.
source "$(dirname "$0")/lib.sh"

project dana
new_remote
human_commit 150 src/app.cc
printf 'src/app.cc\n  0123456789abcdef 1-120\n---\n%s\n' '{"schema_version": "authorship/3.0.0",
  "prompts": {"0123456789abcdef": {"agent_id": {"tool": "codex"}}}}' |
  git notes --ref=ai add -F - HEAD
git push -q --no-verify origin topic topic:refs/pull/7/head refs/notes/ai
event=$(pull_request topic)

git clone -q "file://$root/origin.git" "$root/ci"
cd "$root/ci"
git config user.name Dana
git config user.email dana@example.com
git checkout -q topic
git notes --ref=ai add -m 'a note of this clone' HEAD~1
own=$(git rev-parse refs/notes/ai)
expect_status 0 as_github pull_request "$event" sallyport ci
expect_status 1 as_github pull_request "$event" sallyport ci --fetch
said '120 of 150 lines by Codex'
equal "$own" "$(git rev-parse refs/notes/ai)"

# What the remote no longer has is forgotten.
git push -q --no-verify origin :refs/notes/ai
expect_status 0 as_github pull_request "$event" sallyport ci --fetch
