#!/usr/bin/env bash
# Which lines of the target count as landed lately: an AI's, since the policy, still there, not reviewed.
source "$(dirname "$0")/lib.sh"

add_person erin
new_repo widgets
ai_commit cursor 500 src/before_the_policy.cc
POLICY_LIMIT=400 POLICY_ITEM='independent = true' POLICY_EXTRA='[[rule]]
name = "lately"
when = { recent_ai_lines = ">= 200", ai_lines = ">= 10" }
require = ["security"]' init_policy dana erin
new_remote
git checkout -q -b topic
ai_commit cursor 20 src/topic.cc
check=(sallyport check --range origin/main..topic --json)

# landed_lines COUNT: what the rule says about the range, 20 lines of which are new.
landed_lines() {
  [[ $(json '.rules[1].because' "${check[@]}") =~ recent_ai_lines\ $1\  ]] ||
    fail "not $1: $(json '.rules[1].because' "${check[@]}")"
}
push_main() { git push -q --no-verify origin HEAD:main; }

landed_lines 20
git checkout -q main
human_commit 300 src/by_hand.cc
push_main
landed_lines 20
ai_commit cursor 150 src/kept.cc
push_main
landed_lines 170
ai_commit cursor 300 src/removed.cc
push_main
landed_lines 470
expect_status 1 "${check[@]}"
git rm -q src/removed.cc
git commit -q --no-verify -m 'Remove it'
push_main
landed_lines 170
expect_status 0 "${check[@]}"

# A reviewed branch that is merged beside other work, one that is rebased, and one reviewed only in part.
git checkout -q -b merged main~1
ai_commit cursor 410 src/merged.cc
as erin signed --range main~1..merged
git checkout -q main
git merge -q --no-ff -m 'Merge it' merged
push_main
landed_lines 170
git checkout -q -b rebased main
ai_commit cursor 250 src/rebased_1.cc
ai_commit cursor 250 src/rebased_2.cc
as erin signed --range main..rebased
git checkout -q main
human_commit 3 src/meanwhile.cc
git rebase -q main rebased
git checkout -q main
git merge -q --ff-only rebased
push_main
landed_lines 170
git checkout -q -b squashed main
ai_commit cursor 50 src/squashed.cc
ai_commit cursor 50 src/squashed_too.cc
as erin signed --range main..squashed~1
git checkout -q main
git merge -q --squash squashed >/dev/null
as_tool cursor git commit -q --no-verify -m 'Squash it'
push_main
landed_lines 270
expect_status 1 "${check[@]}"

# What the target already contains is not counted a second time.
git checkout -q topic
git merge -q -m 'Update' main
landed_lines 270
