#!/usr/bin/env bash
# The branch in a merge's subject is evidence about every commit that the merge brought in, where
# its name holds an id of the tool or one of these commits is the tool's.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q -b cursor/search-8a1e
human_commit 120 src/search.cc
git checkout -q topic
human_commit 30 src/mine.cc
git merge -q --no-ff --no-verify -m 'Merge pull request #7 from acme/cursor/search-8a1e' cursor/search-8a1e
expect_status 1 sallyport check --range main..topic
expect_json '.change.lines | "\(.ai) \(.undeclared)"' '120 30' sallyport check --range main..topic --json
expect_json '[.attribution.commits[] | select(.origin == "ai")] | length' 2 \
  sallyport check --range main..topic --json

# A person's branch stays undeclared, and so does one about a text cursor.
for branch in search cursor/search; do
  git checkout -q -b other main
  git merge -q --no-ff --no-verify -m "Merge branch '$branch' into 'other'" cursor/search-8a1e
  expect_status 0 sallyport check --range main..other
  git checkout -q topic
  git branch -q -D other
done

# One of its commits is marked: then its name says who made the others.
git checkout -q cursor/search-8a1e
ai_commit cursor 1 src/one.cc
git checkout -q -b other main
git merge -q --no-ff --no-verify -m "Merge branch 'cursor/search'" cursor/search-8a1e
expect_json '.change.lines.ai' 121 sallyport check --range main..other --json
git checkout -q -b cursor/search other^2
expect_json '.change.lines.ai' 121 sallyport check --json

# The app of the tool opened the pull request.
new_remote
git checkout -q -b codex/add main
human_commit 120 src/add.cc
named='.pull_request.head.ref = "codex/add"'
bot='.pull_request.user = {id: 199175422, type: "Bot", login: "chatgpt-codex-connector[bot]"}'
by_person=$(pull_request codex/add "$named")
by_bot=$(pull_request codex/add "$named | $bot")
git checkout -q --detach main
expect_json '.change.lines.ai' 0 as_github pull_request "$by_person" sallyport ci --json
expect_json '.change.lines.ai' 120 as_github pull_request "$by_bot" sallyport ci --json
