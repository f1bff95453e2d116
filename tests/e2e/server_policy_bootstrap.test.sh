#!/usr/bin/env bash
# The first policy judges itself; a server without one refuses; one that was removed is missed.
source "$(dirname "$0")/lib.sh"

new_repo widgets
git init -q --bare -b main "$root/origin.git"
sallyport -C "$root/origin.git" install --hooks pre-receive >/dev/null
git remote add origin "file://$root/origin.git"
expect_status 1 git push origin main
said 'there is no policy anywhere' 'sallyport init'

# The log may go first: it is needed by the push that brings the policy.
log=refs/heads/sallyport/signoffs
expect_status 1 git push origin "main:$log"
said 'only gains records'

gen_lines 500 >old.cc && git add old.cc && git commit -q -m "$(tool_message claude-code 'Old code')"
init_policy dana
expect_status 0 git push origin main

# What an administrator took out past the gate is an error, not a free pass.
git rm -q -r .sallyport
git commit -q -m 'Remove the policy'
git -C "$root/origin.git" fetch -q "$root/widgets" +main:main
human_commit 5 src/a.cc
expect_status 1 git push origin main
said "has no .sallyport/policy.toml, but [0-9a-f]+ had one" 'administrator restores it'
