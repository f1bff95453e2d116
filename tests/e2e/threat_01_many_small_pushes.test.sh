#!/usr/bin/env bash
# Pushes that each stay below the limit add up where they land, until somebody reviews what landed.
source "$(dirname "$0")/lib.sh"

add_person erin
new_repo widgets
POLICY_LIMIT=400 POLICY_ITEM='independent = true' POLICY_EXTRA='[[rule]]
name = "much AI code landed lately"
when = { recent_ai_lines = ">= 1200", ai_lines = ">= 50" }
require = ["security"]' init_policy dana erin
new_server
sallyport install >/dev/null
for ((part = 1; part <= 9; part++)); do
  ai_commit cursor 120 "src/part_$part.cc"
  expect_status 0 git push origin main
done
ai_commit cursor 120 src/part_10.cc
expect_status 1 git push origin main
said 'push blocked' 'recent_ai_lines 1200 >= 1200 \(1080 of them landed before'
expect_status 1 git push --no-verify origin main
said 'recent_ai_lines 1200 >= 1200'

check=(sallyport check --range origin/main..main --json)
expect_json '.next | length' 2 "${check[@]}"
read -ra offered <<<"$(json '.next[1]' "${check[@]}")"
equal 'sallyport signoff security --range' "${offered[*]:0:4}"

# Who wrote it cannot clear it.
expect_status 0 in_terminal "${offered[@]}"
expect_status 1 git push origin main
said 'recent_ai_lines 1200 >= 1200'

cd "$root"
clone_as erin
expect_status 0 as erin in_terminal "${offered[@]}"
cd "$root/widgets"
expect_status 0 git push origin main
equal "$(git rev-parse main)" "$(tip_of refs/heads/main)"

# What lands from now on adds up again.
ai_commit cursor 130 src/part_11.cc
expect_json '.rules[1].because' 'recent_ai_lines 250 not >= 1200 (120 of them landed before, in '"$(
  git rev-parse --short=12 main~2
)..$(git rev-parse --short=12 main~1))" "${check[@]}"
expect_status 0 git push origin main
