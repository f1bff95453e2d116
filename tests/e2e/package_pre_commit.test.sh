#!/usr/bin/env bash
# Whoever has nothing but pre-commit gets the program with the hooks, and is blocked at commit and at push.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/engines.sh"
source "$(dirname "$0")/packages.sh"
[[ $GIT_DEFAULT_HASH == sha1 ]] || { echo 'skipped: pre-commit clones with SHA-1 only'; exit 77; }
need_engine pre-commit

make_packages wheel
forget_program
export PIP_NO_INDEX=1 PIP_FIND_LINKS="$root/packages"
set_up_manager() {
  pre_commit_project sallyport "$(stages_of_pre_commit)"
  pre-commit install --install-hooks >/dev/null
}

managed_project
stage_lines 120 src/app.cc
expect_status 1 git commit -m "$(tool_message claude-code)"
said 'commit blocked' 'Claude Code'
git commit -q --no-verify -m "$(tool_message claude-code)"
expect_status 1 git push origin topic
said 'push blocked' 'Claude Code'
git reset -q --hard main
stage_lines 1 src/small.cc
CURSOR_AGENT=1 expect_status 0 git commit -m 'Add little'
git log -1 --format=%B | grep -q '^Assisted-by: cursor'
expect_status 0 git push origin topic
