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

# One more ref that says less about the same commit takes nothing away.
git checkout -q -b noted main
human_commit 300 src/noted.cc
id=$(git rev-parse HEAD)
all_by_ai() { expect_json '.change.lines.ai' 300 sallyport check --range main..noted --json; }
said_of() { git hash-object -w --stdin; }
git update-ref "refs/ai/authorship/$id" "$(said_of <<<'src/noted.cc
  s_1e4a622e5ea7b7::t_1b2c3d4e5f6071 1-300
---
{"schema_version":"authorship/3.0.0","prompts":{},"sessions":{"s_1e4a622e5ea7b7":{"agent_id":
  {"tool":"codex","id":"1","model":"m"}}}}')"
all_by_ai
for other in - 0 zz; do
  git update-ref "refs/ai/authorship/$other/$id" "$(said_of <<<'---
{"schema_version":"authorship/3.0.0","prompts":{}}')"
done
all_by_ai
git for-each-ref --format='delete %(refname)' refs/ai | git update-ref --stdin

portion() { echo '{"version":1,"generator":"qwen","files":{"src/noted.cc":{"percent":'"$1"'}}}'; }
git notes --ref=ai-attribution add -m "$(portion 100)"
all_by_ai
git notes --ref=ai-remote/x/ai-attribution add -m "$(portion 1)"
all_by_ai
