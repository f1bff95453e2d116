#!/usr/bin/env bash
# A file that the base renamed unchanged keeps the sign-off under its new name; renamed and edited it
# does not.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/moved_base.sh"

reviewed_edit
git checkout -q main
git mv src/app.c src/main.c
git commit -q --no-verify -m 'Rename it'
git checkout -q topic
git rebase -q main
holds_by replay
git checkout -q main
sed -i '1i int early;' src/main.c
git commit -q --no-verify -am 'Edit it'
git checkout -q topic
git rebase -q main
expect_status 1 sallyport check --range main..topic
expect_json '.items[0] | "\(.status) \(.counted | length)"' 'pending 0' \
  sallyport check --range main..topic --json
