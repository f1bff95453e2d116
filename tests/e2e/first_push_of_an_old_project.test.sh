#!/usr/bin/env bash
# The first push of an old project is judged from the commit that brought the policy.
source "$(dirname "$0")/lib.sh"

new_repo widgets
ai_commit cursor 500 src/old.cc
init_policy dana
git init -q --bare -b main "$root/origin.git"
git remote add origin "file://$root/origin.git"
sallyport install >/dev/null
expect_status 0 git push -u origin main
git -C "$root/origin.git" update-ref -d refs/heads/main
git update-ref -d refs/remotes/origin/main
ai_commit cursor 120 src/new.cc
expect_status 1 git push -u origin main
said '120' 'security'
