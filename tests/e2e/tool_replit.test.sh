#!/usr/bin/env bash
# A large commit of the Replit Agent is blocked by its trailer.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit replit 120 src/app.ts

expect_status 1 sallyport check --range main..topic
said 'blocked' '120' 'security'
check=(sallyport check --range main..topic --json)
expect_json '.verdict' blocked "${check[@]}"
expect_json '.attribution.tools[] | "\(.id) \(.commits) \(.lines)"' 'replit 1 120' "${check[@]}"
expect_json '.attribution.commits[0].origin' ai "${check[@]}"
expect_json '.change.lines | "\(.ai) \(.undeclared)"' '120 0' "${check[@]}"
expect_json 'any(.attribution.commits[0].evidence[]; .kind == "trailer" and .strength == "decisive")' true \
  "${check[@]}"
expect_json '.rules[0].because' 'ai_lines 120 >= 100' "${check[@]}"
