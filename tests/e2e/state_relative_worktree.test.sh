#!/usr/bin/env bash
# A linked worktree whose paths are relative is judged like any other.
source "$(dirname "$0")/lib.sh"
need_libgit2 'git itself refuses the extension before 2.48'

project dana
git worktree add -q -b side "$root/side" main
echo 'gitdir: ../widgets/.git/worktrees/side' >"$root/side/.git"
echo '../../../../side/.git' >.git/worktrees/side/gitdir
cd "$root/side"
stage_lines 120 src/app.cc
expect_status 1 git commit -m "$(tool_message claude-code)"
said 'commit blocked'
git commit -q --no-verify -m "$(tool_message claude-code)"
# What newer gits note about such a worktree, and older ones refuse.
git -C "$root/widgets" config core.repositoryFormatVersion 1
git -C "$root/widgets" config extensions.relativeWorktrees true
expect_status 1 sallyport check --range main..side
