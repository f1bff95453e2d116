#!/usr/bin/env bash
# An item that survives only same-delta does not accept a replay, and the policy has no warning for one
# that does.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/moved_base.sh"

POLICY_ITEM='survives = "same-delta"' reviewed_edit
base_moves '1i int early;'
git rebase -q main
expect_status 1 sallyport check --range main..topic
expect_json '.items[0].counted | length' 0 sallyport check --range main..topic --json
git checkout -q main
sed -i 's/"same-delta"/"replay"/' .sallyport/policy.toml
expect_status 0 sallyport policy check
never_said 'not enforced'
git commit -q --no-verify -am 'Accept a replay'
git checkout -q topic
git rebase -q main
holds_by replay
