#!/usr/bin/env bash
# Under an agent the message gets one Assisted-by line: with -m, with -F and from the editor.
source "$(dirname "$0")/lib.sh"

project dana
export CURSOR_AGENT=1
stage_lines 1 src/one.cc
expect_status 0 git commit -m 'Add one'
equal 'Assisted-by: cursor' "$(git log -1 --format=%B | grep -i assisted-by)"
stage_lines 1 src/two.cc
echo 'Add two' >"$root/tmp/message"
expect_status 0 git commit -F "$root/tmp/message"
equal 'Assisted-by: cursor' "$(git log -1 --format=%B | grep -i assisted-by)"
stage_lines 1 src/three.cc
cat >"$root/tmp/editor" <<'EDITOR'
#!/bin/sh
sed -i '1s/^/Add three/' "$1"
EDITOR
chmod +x "$root/tmp/editor"
GIT_EDITOR="$root/tmp/editor" expect_status 0 git commit
equal 'Add three' "$(git log -1 --format=%s)"
equal 'Assisted-by: cursor' "$(git log -1 --format=%B | grep -i assisted-by)"
stage_lines 1 src/four.cc
expect_status 0 git commit -m 'Add four' -m 'Made-with: Cursor'
equal 0 "$(git log -1 --format=%B | grep -ic assisted-by || true)"
