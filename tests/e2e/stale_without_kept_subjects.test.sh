#!/usr/bin/env bash
# Where the policy keeps no reviewed files, a review does not outlive its branch on a base that moved.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/moved_base.sh"

POLICY_EXTRA='[store]
keep_subjects = false' reviewed_edit
expect_status 0 sallyport policy check
never_said 'not enforced'
equal '' "$(git for-each-ref refs/sallyport/subjects)"
new_remote
git push -q --no-verify origin topic
expect_status 0 sallyport sync --with-subjects
equal '' "$(git ls-tree -r --name-only sallyport/signoffs subjects/)"

base_moves '1i int early;'
git rebase -q main
git push -q --no-verify --force origin main topic
git clone -q "file://$root/origin.git" "$root/job"
cd "$root/job"
is_stale origin/main..origin/topic
