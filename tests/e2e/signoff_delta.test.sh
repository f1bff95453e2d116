#!/usr/bin/env bash
# A change that grew after its review: only what is new is shown and asked, the record covers only
# that, and both together let it land; a file that was dropped is asked for too.
source "$(dirname "$0")/lib.sh"

add_person bob
new_repo widgets
POLICY_ITEM='independent = true' init_policy dana bob
new_remote
sallyport install >/dev/null
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
ai_commit cursor 20 src/keep.cc
ai_commit cursor 20 src/drop.cc
git push -q --no-verify origin topic
as bob clone_as bob
git checkout -q topic
as bob signed --range origin/main..topic

cd "$root/widgets"
gen_lines 9 late >>src/app.cc
git add src/app.cc
git rm -q src/drop.cc
ai_commit cursor 30 src/more.cc
git push -q --no-verify origin topic
cd "$root/bob"
git pull -q
as bob expect_status 1 sallyport check --range origin/main..topic
said 'sallyport signoff security --delta --range origin/main..topic'
as bob signed --delta --range origin/main..topic
said 'All of it was reviewed but 3 files' 'src/app.cc: changed since the review' \
  'src/drop.cc: left the change since the review' 'src/more.cc: not in the review' \
  'security: approved \(delta\)'
expect_json '[.records[0].predicate | (.covers | length), (.extends | length)] | join(" ")' '3 1' \
  sallyport log --json
expect_status 0 git push origin topic:main

git checkout -q -b next
as bob expect_status 2 sign --delta --staged
said 'no review to build on|nothing in this change'
