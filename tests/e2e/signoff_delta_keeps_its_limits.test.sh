#!/usr/bin/env bash
# A review can be extended only so many times, only where it counts, and only with what it says.
source "$(dirname "$0")/lib.sh"

new_repo widgets
POLICY_ITEM='max_generations = 2' init_policy dana
git checkout -q -b topic
ai_commit cursor 120 src/base.cc
ai_commit cursor 20 src/keep.cc
signed --range main..topic
for turn in 1 2; do
  gen_lines 1 "turn$turn" >>src/base.cc
  git add src/base.cc
  ai_commit cursor 10 "src/more$turn.cc"
  signed --delta --range main..topic
  expect_status 0 sallyport check --range main..topic
done
expect_json '.items[0].counted[0].rung' delta sallyport check --range main..topic --json
gen_lines 1 turn3 >>src/base.cc
git commit -q --no-verify -am 'Edit once more'
expect_status 0 sign --delta --range main..topic
said 'All of it was reviewed but 2 files' 'src/base.cc: changed since the review' \
  'src/more2.cc: not in the review'
expect_status 0 sallyport check --range main..topic
git revert --no-edit HEAD >/dev/null
expect_status 0 sallyport check --range main..topic
git revert --no-edit HEAD >/dev/null
sed -i 's/= 1;/= 2;/' src/base.cc
git commit -q --no-verify -am 'Edit what was reviewed'
expect_status 1 sallyport check --range main..topic
expect_json '[.items[0].residual[].path] | join(" ")' 'src/base.cc src/more2.cc' \
  sallyport check --range main..topic --json

# The key of somebody whom the policy does not know pushes a branch, and lands nothing.
add_person eve
git checkout -q -b strange main
ai_commit cursor 120 src/new.cc
as eve signed --range main..strange
expect_status 0 sallyport check --range main..strange
ai_commit cursor 9 src/more.cc
expect_status 2 sign --delta --range main..strange
said 'no review to build on that counts where this change lands' 'sallyport signoff security'
