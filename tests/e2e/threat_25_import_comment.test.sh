#!/usr/bin/env bash
# `/signoff` in a comment is recorded on its author's behalf with the job's key; it counts where the item
# accepts `forge`.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/importer.sh"

POLICY_ITEM='independent = true' importer_project
git checkout -q -b topic
ai_commit claude-code 150 src/app.cc
head=$(git rev-parse HEAD)
digest=$(json '.change.digest' sallyport check --base origin/main --json)
comment() {
  jq -nc --arg body "$1" '
    {action: "created", issue: {number: 7, pull_request: {url: "https://example.com"}},
     comment: {id: 1, body: $body, html_url: "https://example.com/7#1", user: {id: 202, type: "User"},
       performed_via_github_app: null},
     repository: {id: 1, default_branch: "main"}, sender: {id: 202, type: "User"}}' | jq -c "${2:-.}"
}
import() {
  as ci as_github issue_comment "$1" sallyport ci import --head "$head" --target main
}
good=$(comment "/signoff security ${digest:0:32}
threats: nothing new is reachable")

# Not a sign-off, or one that must not be taken over: nothing is recorded.
expect_status 0 import "$(comment 'I like it')"
said 'nothing to import'
expect_status 2 as ci as_github issue_comment "$good" sallyport ci import
said 'a comment does not say' '--head COMMIT --target REF'
for bad in "$(comment "/signoff security"$'\n''threats: nothing new is reachable')" \
  "$(comment "/signoff security 0123456789abcdef0123456789abcdef"$'\n''threats: nothing new is reachable')" \
  "$(comment "/signoff security ${digest:0:32}"$'\n''threats: fine')" \
  "$(jq -c '.sender.id = 9' <<<"$good")" "$(jq -c '.comment.performed_via_github_app = {id: 1}' <<<"$good")" \
  "$(jq -c '.sender.type = "Bot" | .comment.user.type = "Bot"' <<<"$good")" \
  "$(jq -c '.sender.id = 77 | .comment.user.id = 77' <<<"$good")"; do
  expect_status 1 import "$bad"
  said 'not imported|cannot import'
done
expect_status 1 as dana as_github issue_comment "$good" sallyport ci import --head "$head" --target main
said 'cannot import' "no importer's"
equal '' "$(git for-each-ref refs/heads/sallyport)"

expect_status 0 import "$good"
said 'security: approve recorded on behalf of github:202'
event=$(pull_request topic)
expect_json '.verdict, .items[0].counted[0].signer, .items[0].counted[0].assurance' \
  $'pass\nerin@example.com\nforge' as_github pull_request "$event" sallyport ci --json
equal "$(git rev-parse sallyport/signoffs)" "$(tip_of refs/heads/sallyport/signoffs)"

# The same record does not count where the item wants a key.
sed -i 's/assurance = "forge"/assurance = "key"/' .sallyport/policy.toml
cp .sallyport/policy.toml "$root/tmp/strict.toml"
expect_json '.verdict, .items[0].ignored[0].reason' \
  $'blocked\nmade with assurance forge, the item needs key' as_github pull_request "$event" \
  sallyport --policy "$root/tmp/strict.toml" --signers .sallyport/allowed_signers ci --json
