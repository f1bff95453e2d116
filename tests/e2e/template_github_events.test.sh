#!/usr/bin/env bash
# The action under every other event that a workflow can have: push, merge queue, by hand, by schedule.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/engines.sh"
source "$(dirname "$0")/github_action.sh"

project dana
git checkout -q main
new_remote
old=$(git rev-parse HEAD)
git checkout -q topic
ai_commit cursor 120 src/app.cc
head=$(git rev-parse HEAD)
git push -q --no-verify origin topic

base_event=$(jq -nc '{repository: {id: 1, default_branch: "main"}, sender: {id: 101, type: "User"}}')
queue=$(jq -c --arg base "$old" --arg head "$head" '. + {action: "checks_requested", merge_group:
  {base_sha: $base, head_sha: $head, base_ref: "refs/heads/main",
   head_ref: "refs/heads/gh-readonly-queue/main/pr-7-\($base)"}}' <<<"$base_event")
git push -q --no-verify origin "topic:gh-readonly-queue/main/pr-7-$old"
expect_status 1 action merge_group "$queue"
equal "repos/acme/widgets/statuses/$head pending sallyport/main" "$(posted '"\(.path) \(.state) \(.context)"')"

# By hand and by schedule: the branch that the run is for.
export GITHUB_REF=refs/heads/topic
expect_status 1 action workflow_dispatch "$base_event"
said 'verdict=blocked'
export GITHUB_REF=refs/heads/main
git checkout -q main
expect_status 0 action schedule "$base_event"
said 'verdict=(pass|warn)'

# A push is judged from the old tip, after the fact; a deletion brings nothing.
git push -q --no-verify origin topic:main
push=$(jq -c --arg before "$old" --arg after "$head" \
  '. + {ref: "refs/heads/main", before: $before, after: $after, deleted: false}' <<<"$base_event")
expect_status 1 action push "$push"
equal "repos/acme/widgets/statuses/$head" "$(posted .path)"
zeros=$(printf '0%.0s' {1..40})
expect_status 0 action push "$(jq -c --arg zeros "$zeros" '.after = $zeros | .deleted = true' <<<"$push")"
equal '' "$(posted .state)"
