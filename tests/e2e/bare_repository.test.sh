#!/usr/bin/env bash
# A bare repository can be checked by range, and has nothing staged.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
git clone -q --bare . "$root/bare.git"
cd "$root/bare.git"
git remote remove origin
expect_status 1 sallyport check --range main..topic
said '120' 'security'
expect_status 2 sallyport check --staged
said 'bare'
expect_status 1 sallyport -C / --git-dir "$root/bare.git" check --range main..topic
