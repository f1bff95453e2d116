#!/usr/bin/env bash
# `git merge --squash` with git's own message: the commits that it lists say who wrote the lines, at
# the commit and at the push.
source "$(dirname "$0")/lib.sh"

project dana
new_remote
sallyport install >/dev/null
ai_commit claude-code 120 src/parser.cc
git checkout -q main
git merge -q --squash topic >/dev/null
expect_status 1 git commit --no-edit
said 'Claude Code'
git commit -q --no-verify --no-edit
expect_json '.attribution.commits[-1].evidence[0].position' body-line sallyport check --range HEAD~..HEAD --json
expect_status 1 git push origin main
said 'Claude Code'

# Whatever message somebody writes for it, as long as git's own lies there.
git reset -q --hard HEAD~
git merge -q --squash topic >/dev/null
expect_status 1 git commit -m 'Add a parser'
