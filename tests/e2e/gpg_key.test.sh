#!/usr/bin/env bash
# A GPG key where an SSH key is meant is said to be one.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
mv "$HOME/.ssh" "$HOME/away"
git config --global --unset gpg.format
git config --global user.signingkey 3AA5C34371567BD2
expect_status 1 sign --range main..topic
said '3AA5C34371567BD2' 'GPG' 'ssh-keygen -t ed25519'
mv "$HOME/away" "$HOME/.ssh"
signed --range main..topic
