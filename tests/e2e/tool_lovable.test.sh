#!/usr/bin/env bash
# Large commits of Lovable are blocked by the account number, and its merges by their trailer.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit lovable 120 src/app.ts

expect_status 1 sallyport check --range main..topic
said 'blocked' '120' 'security'
check=(sallyport check --range main..topic --json)
expect_json '.verdict' blocked "${check[@]}"
expect_json '.attribution.tools[] | "\(.id) \(.commits) \(.lines)"' 'lovable 1 120' "${check[@]}"
expect_json '.attribution.commits[0].origin' ai "${check[@]}"
expect_json '.change.lines | "\(.ai) \(.undeclared)"' '120 0' "${check[@]}"
expect_json 'any(.attribution.commits[0].evidence[]; .kind == "author-id" and .strength == "decisive")' true \
  "${check[@]}"
expect_json '.rules[0].because' 'ai_lines 120 >= 100' "${check[@]}"

git checkout -q -b side main
human_commit 120 src/side.ts
git checkout -q main
git merge -q --no-ff --no-verify -m "Changes

X-Lovable-Edit-ID: edt-0a1b2c3d-0000-4000-8000-000000000001" side
expect_json \
  'any(.commits[].evidence[]; .kind == "trailer" and (.rule | startswith("lovable/")))' \
  true sallyport explain main~1..main --json
