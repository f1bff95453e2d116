#!/usr/bin/env bash
# A base that puts a copy of the function in front of it draws the reviewed lines into the copy: stale.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/moved_base.sh"

reviewed_edit
git checkout -q main
function_of second | sed -i '9r /dev/stdin' src/app.c
git commit -q --no-verify -am 'Copy it'
git checkout -q topic
git rebase -q main
is_stale
expect_json '.items[0].residual[0].why' 'its base put it between other lines since the review' \
  sallyport check --range main..topic --json
