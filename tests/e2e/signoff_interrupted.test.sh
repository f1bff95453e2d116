#!/usr/bin/env bash
# Ctrl-C at the code is exit 130 and records nothing.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
open_screen
type_line "sallyport signoff security --range main..topic \
--answer 'security.threats=nothing new is reachable'"
wait_for 1 'to sign:'
tmux -S "$root/tmp/tmux" send-keys C-c
wait_for 2 '^bash-[0-9.]+[#$]'
type_line 'echo "exit $?."'
wait_for 1 '^exit 130\.'
expect_status 128 git rev-parse --verify refs/heads/sallyport/signoffs
