#!/usr/bin/env bash
# Each of the ordinary ways to commit or push that no local hook stops ends at the server.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_server
landed=$(tip_of main)

# blocked WAY COMMAND…: the push that COMMAND makes is refused by the server and moves nothing.
blocked() {
  local way=$1
  shift
  run "$@"
  [[ $status != 0 ]] || fail "$way went through"
  said 'remote: sallyport: push blocked'
  equal "$landed" "$(tip_of main)"
}
start() {
  git checkout -q -f -B main "$landed"
  git branch -q -D side 2>/dev/null || true
}
side_branch() {
  git checkout -q -B side "$landed"
  ai_commit cursor 150 "src/$1.cc"
  git checkout -q main
}
push=(git push --no-verify origin main)

start && stage_lines 150 src/a.cc
git commit -q -n -m "$(tool_message claude-code)"
blocked 'commit -n' "${push[@]}"

start && ai_commit claude-code 150 src/b.cc
blocked 'push --no-verify' git push --no-verify origin main

start && stage_lines 150 src/c.cc
git -c core.hooksPath=/dev/null commit -q -m "$(tool_message claude-code)"
blocked 'core.hooksPath' git -c core.hooksPath=/dev/null push origin main

start && stage_lines 150 src/d.cc
GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.hooksPath GIT_CONFIG_VALUE_0=/dev/null \
  git commit -q -m "$(tool_message claude-code)"
blocked 'GIT_CONFIG_COUNT' env GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.hooksPath \
  GIT_CONFIG_VALUE_0=/dev/null git push origin main

start && stage_lines 150 src/e.cc
git update-ref refs/heads/main \
  "$(git commit-tree -p HEAD -m "$(tool_message claude-code)" "$(git write-tree)")"
blocked 'commit-tree and update-ref' "${push[@]}"

start && stage_lines 150 src/f.cc
git stash -q
git stash branch side >/dev/null
git commit -q --no-verify -m "$(tool_message claude-code)"
git checkout -q main && git merge -q --ff-only side
blocked 'stash and a branch' "${push[@]}"

start && ai_commit claude-code 150 src/g.cc
blocked 'send-pack' git send-pack "$root/origin.git" main:refs/heads/main

start && side_branch h
git cherry-pick side >/dev/null
blocked 'cherry-pick' "${push[@]}"

start && side_branch i
git commit -q --no-verify --allow-empty -m 'Move on'
git rebase -q main side && git checkout -q main && git merge -q --ff-only side
blocked 'rebase' "${push[@]}"

start && ai_commit cursor 150 src/j.cc
git rm -q src/j.cc && git commit -q --no-verify -m 'Remove it'
git revert --no-edit HEAD >/dev/null
blocked 'revert' "${push[@]}"

start && side_branch k
git format-patch -q -1 --stdout side | git am -q
blocked 'am' "${push[@]}"

start && side_branch l
git merge -q --ff-only side
blocked 'fast-forward merge' "${push[@]}"

start && stage_lines 150 src/m.cc
chmod -x .git/hooks/*
git commit -q -m "$(tool_message claude-code)"
blocked 'hooks that cannot run' git push origin main
chmod +x .git/hooks/*

start && ai_commit claude-code 150 src/n.cc
git clone -q "$root/widgets" "$root/fresh"
blocked 'a clone without hooks' git -C "$root/fresh" push "file://$root/origin.git" main
