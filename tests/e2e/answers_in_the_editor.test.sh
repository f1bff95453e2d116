#!/usr/bin/env bash
# An empty line opens the editor, and what is written there is the answer.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
cat >"$root/tmp/editor" <<'EDITOR'
#!/bin/sh
grep -q '^# What could an attacker do now' "$1" && sed -i '1s/^/Written in the editor/' "$1"
EDITOR
chmod +x "$root/tmp/editor"
export GIT_EDITOR="$root/tmp/editor"
open_screen
type_line 'sallyport signoff security --range main..topic; echo "exit $?."'
wait_for 1 '^> *$'
type_line ''
wait_for 1 'Type [0-9a-f]{6} to sign: *$'
[[ $output =~ Type\ ([0-9a-f]{6}) ]]
type_line "${BASH_REMATCH[1]}"
wait_for 1 '^exit 0\.'
equal 'Written in the editor' \
  "$(only_record | jq -r .payload | base64 -d | jq -r .predicate.answers.threats)"
