#!/usr/bin/env bash
# A tag, annotated or not, is judged like the commit that it names.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
ai_commit cursor 120 src/app.cc
git tag -a -m 'First' v1
git tag light
expect_status 1 git push origin v1
said '120' 'security'
expect_status 1 git push origin light
signed --range origin/main..topic
expect_status 0 git push origin v1 light
