#!/usr/bin/env bash
# Without a key signoff and init are exit 1 with the two commands that make one.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
rm -r "$HOME/.ssh"
git config --global --unset user.signingkey
expect_status 1 sign --range main..topic
said 'ssh-keygen -t ed25519' 'git config .*user.signingkey'
expect_status 128 git rev-parse --verify refs/heads/sallyport/signoffs
new_repo fresh
expect_status 1 sallyport init
said 'ssh-keygen -t ed25519' 'git config .*user.signingkey'
[[ ! -e .sallyport ]] || fail 'init wrote something'
