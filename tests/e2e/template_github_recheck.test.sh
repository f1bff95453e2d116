#!/usr/bin/env bash
# After a sign-off: a `/signoff` comment is imported and its pull request judged again, by schedule all of
# the open ones; a target that moves meanwhile is judged once more, and then it is no answer.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/importer.sh"
source "$(dirname "$0")/engines.sh"
source "$(dirname "$0")/github_action.sh"

POLICY_ITEM='independent = true' importer_project
git checkout -q -b small
human_commit 5 src/small.cc
git checkout -q -b topic main
ai_commit claude-code 150 src/app.cc
git push -q --no-verify origin small topic topic:refs/pull/7/head small:refs/pull/8/head
digest=$(json '.change.digest' sallyport check --base origin/main --json)

# What the forge answers: pull requests 7 and 8, as its API describes them.
api='.pull_request | .base.repo += {default_branch: "main"}'
pull_request topic "$api" >"$root/gh/7.json"
pull_request small "$api | .number = 8 | .head.ref = \"small\"" >"$root/gh/8.json"
schedule='{"repository": {"id": 1, "default_branch": "main"}}'
expect_status 0 action schedule "$schedule" requests=open fail-on=error
equal $'pending\nsuccess' "$(posted .state)"
expect_status 1 action schedule "$schedule" requests=open
said 'verdict=blocked'
expect_status 2 action schedule "$schedule" 'requests=7; touch pwned'
said "'requests' is a number"

comment=$(jq -nc --arg body "/signoff security ${digest:0:32}"$'\n''threats: nothing new is reachable' '
  {action: "created", issue: {number: 7, pull_request: {url: "https://example.com"}},
   comment: {id: 1, body: $body, html_url: "https://example.com/7#1", user: {id: 202, type: "User"},
     performed_via_github_app: null},
   repository: {id: 1, default_branch: "main"}, sender: {id: 202, type: "User"}}')
key=$(cat "$root/home/ci/.ssh/id_ed25519")
git checkout -q main

# A key that is no importer's records nothing, and the request stays as it was.
expect_status 1 action issue_comment "$comment" import=true requests=7 \
  signing-key="$(cat "$root/home/erin/.ssh/id_ed25519")"
said 'nothing was imported' 'verdict=blocked'
equal '' "$(git ls-remote origin refs/heads/sallyport/signoffs)"

expect_status 0 action issue_comment "$comment" import=true requests=7 signing-key="$key"
said 'recorded on behalf of github:202' 'verdict=pass'
equal success "$(posted .state)"
[[ -n $(git ls-remote origin refs/heads/sallyport/signoffs) ]] || fail 'the record was not sent'
[[ -z $(find "$root/runner" -name key) ]] || fail 'the key stayed behind'
equal '' "$(git config --global sallyport.signingKey || true)"

# A review is told to the default branch by a run that has no rights; the forge says what is in it.
git push -q --no-verify --force origin ":refs/heads/sallyport/signoffs"
git update-ref -d refs/remotes/origin/sallyport/signoffs
for ref in $(git for-each-ref --format='%(refname)' '**/sallyport/*' '**/signoffs'); do git update-ref -d "$ref"; done
jq -nc --arg head "$(git rev-parse topic)" '[{id: 5, state: "APPROVED", commit_id: $head,
  html_url: "https://example.com/7#r5", user: {id: 202, type: "User"},
  body: "Looks right.\n\n/signoff security\nthreats: nothing new is reachable"}]' >"$root/gh/reviews.json"
run_of() {
  jq -c --arg head "$(git rev-parse topic)" --argjson by "$1" \
    '. + {workflow_run: {head_sha: $head, actor: {id: $by}}}' <<<"$schedule"
}
expect_status 1 action workflow_run "$(run_of 303)" import=true requests=reviewed signing-key="$key"
equal pending "$(posted .state)"
expect_status 0 action workflow_run "$(run_of 202)" import=true requests=reviewed signing-key="$key"
said 'recorded on behalf of github:202' 'verdict=pass'
equal success "$(posted .state)"
jq -c '.[].state = "DISMISSED"' "$root/gh/reviews.json" >"$root/tmp/reviews" && mv "$root/tmp/reviews" "$root/gh/reviews.json"
expect_status 1 action workflow_run "$(run_of 101)" import=true requests=reviewed signing-key="$key"
said 'revoke recorded on behalf of github:202'

# The target moves during every evaluation.
cat >"$root/bin/moving" <<'SH'
#!/usr/bin/env bash
set -euo pipefail
sallyport "$@" || true
[[ $1 != ci ]] || git push -q --no-verify origin "$(git commit-tree -p origin/main -m "$RANDOM" 'origin/main^{tree}'):refs/heads/main"
SH
chmod +x "$root/bin/moving"
expect_status 3 action pull_request_target "$(pull_request topic)" binary="$root/bin/moving"
said 'moved during the first evaluation' 'moved during the second evaluation'
equal 'error sallyport/main' "$(posted '"\(.state) \(.context)"')"
