#!/usr/bin/env bash
# A shallow clone cannot be judged: exit 3 with the command that deepens it.
source "$(dirname "$0")/lib.sh"

project dana
for file in one two three; do ai_commit cursor 50 "src/$file.cc"; done
git clone -q --depth 1 --no-single-branch -b topic "file://$root/widgets" "$root/shallow"
cd "$root/shallow"
expect_status 3 sallyport check --range origin/main..HEAD
said 'git fetch .*(--unshallow|--deepen)'
expect_status 3 sallyport explain HEAD
said 'hint: git fetch --unshallow'
git fetch -q --unshallow
expect_status 1 sallyport check --range origin/main..HEAD
said '150'
