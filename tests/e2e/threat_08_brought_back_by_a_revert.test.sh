#!/usr/bin/env bash
# AI lines that landed and were reverted stay the AI's when a person reverts the revert.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
ai_commit claude-code 450 src/app.cc
git rm -q src/app.cc
git commit -q --no-verify -m 'Take it back'
git checkout -q -B topic
git -c core.hooksPath=/dev/null revert --no-edit HEAD >/dev/null
equal 'Revert "Take it back"' "$(git log -1 --format=%s)"

expect_json '.change.lines | [.ai, .undeclared] | tojson' '[450,0]' sallyport check --format json
expect_json '.attribution.earlier[0] | [.origin, .tool, .lines] | tojson' '["ai","claude-code",450]' \
  sallyport check --format json
expect_status 1 sallyport check
run sallyport explain main..topic
said 'lines of earlier commits that the change brings back:' 'ai by Claude Code, 450 lines'
