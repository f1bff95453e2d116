#!/usr/bin/env bash
# check --assume says what the verdict would be if somebody signed, and that it is not the real one.
source "$(dirname "$0")/lib.sh"

add_person erin
new_repo widgets
POLICY_ITEM='independent = true' init_policy dana erin
git checkout -q -b topic
ai_commit claude-code 120 src/app.cc
expect_status 1 sallyport check --range main..topic
never_said simulated

would=(--assume approve:security=erin@example.com)
expect_status 0 sallyport check --range main..topic "${would[@]}"
said '^sallyport: simulated: pass: ' 'security approved: erin@example.com \(exact\)' \
  'warning: simulated, not the real verdict: nobody recorded approve:security=erin@example.com'
expect_json '.verdict, .assumed[0], .items[0].counted[0].record' \
  $'pass\napprove:security=erin@example.com\nassumed approve:security=erin@example.com' \
  sallyport check --range main..topic "${would[@]}" --json
expect_json '.warnings[0]' \
  'simulated, not the real verdict: nobody recorded approve:security=erin@example.com' \
  sallyport check --range main..topic "${would[@]}" --json
expect_json '.assumed' null sallyport check --range main..topic --json

# Every format that can be taken for a verdict says so.
for format in text json sarif junit markdown comment github html commit-status; do
  expect_status 0 sallyport check --base main "${would[@]}" --format "$format"
  said simulated
done
expect_status 0 sallyport status
expect_status 1 sallyport check --base main

# Who may sign counts as ever: the author's own does not where it lands, and is told so here.
expect_status 0 sallyport check --base main --assume approve:security=dana@example.com
said 'merge still needs: security by any enrolled person, not an author of it'

# Every selector: what is staged too; a real record stands beside what is assumed.
git checkout -q main
stage_lines 120 src/b.cc
printf 'Assisted-by: claude-code\n' >"$root/tmp/message"
expect_status 0 sallyport check --staged "${would[@]}"
said simulated

# A name that the policy does not know, or another form, is refused with the nearest.
expect_status 2 sallyport check --base main --assume approve:secrity=erin@example.com
said "the policy has no item 'secrity', did you mean 'security'"
expect_status 2 sallyport check --base main --assume approve:security=erim@example.com
said "the policy has no principal 'erim@example.com', did you mean 'erin@example.com'"
for wrong in security=erin@example.com aprove:security=erin@example.com approve:security; do
  expect_status 2 sallyport check --base main --assume "$wrong"
  said 'write it as: --assume approve:ITEM=PRINCIPAL'
done

# Nothing that decides has it.
for command in ci status 'hook pre-commit' signoff; do
  # shellcheck disable=SC2086  # the hook's name is a second word
  expect_status 2 sallyport $command "${would[@]}"
done
