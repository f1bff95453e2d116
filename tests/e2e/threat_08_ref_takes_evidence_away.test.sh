#!/usr/bin/env bash
# Refs that anybody may push, Entire's branch and notes, take nothing from what a commit says itself.
source "$(dirname "$0")/lib.sh"

project dana
stage_lines 300 app.cc
git commit -q --no-verify -m $'Add the app\n\nEntire-Checkpoint: 0123456789ab'
session='{"agent":"Claude Code","initial_attribution":{"agent_lines":0,"total_committed":300}}'
tree=$(git mktree <<<"100644 blob $(git hash-object -w --stdin <<<"$session")"$'\t'metadata.json)
for folder in 0 23456789ab 01; do tree=$(git mktree <<<"040000 tree $tree"$'\t'$folder); done
git update-ref refs/heads/entire/checkpoints/v1 "$(git commit-tree -m Checkpoint "$tree")"
git notes --ref=ai add -m '---
{"schema_version":"authorship/3.0.0","prompts":{}}'
git notes --ref=ai-attribution add -m '{"version":1,"generator":"qwen","files":{"app.cc":{"percent":0}}}'
expect_status 1 sallyport check --range main..topic
said '300 of 300 lines'
