#!/usr/bin/env bash
# An approving review counts for the commit it was made on; dismissing it takes it back.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/importer.sh"

importer_project
git checkout -q -b topic
ai_commit claude-code 150 src/app.cc
event=$(pull_request topic)
review() {
  pull_request topic | jq -c --arg head "$(git rev-parse topic)" --arg action "$1" --arg state "$2" '
    .action = $action | .sender.id = 202 |
    .review = {id: 5, state: $state, commit_id: $head, html_url: "https://example.com/7#r5",
      user: {id: 202, type: "User"},
      body: "Looks right.\n\n/signoff security\nthreats: nothing new is reachable"}'
}
approved=$(review submitted approved)
dismissed=$(review dismissed dismissed)
import() { as ci as_github pull_request_review "$1" sallyport ci import; }

expect_status 1 import "$(review submitted commented)"
ai_commit claude-code 5 src/later.cc
expect_status 1 as ci as_github pull_request_review "$approved" sallyport ci import --head topic
said 'not imported: the review is of' 'leave --head out'
git reset -q --hard HEAD~1
expect_status 1 import "$(jq -c '.review.user.type = "Bot" | .review.body = "fine"' <<<"$dismissed")"
equal '' "$(git for-each-ref refs/heads/sallyport)"

expect_status 0 import "$approved"
expect_status 0 as_github pull_request "$event" sallyport ci
expect_status 0 import "$dismissed"
said 'revoke recorded on behalf of github:202'
expect_status 1 as_github pull_request "$event" sallyport ci
said 'erin@example.com' 'revoked by erin@example.com'

# Dismissing it again takes nothing else back: a new review of the same commit stands.
expect_status 0 import "$(jq -c '.review.html_url = "https://example.com/7#r6"' <<<"$approved")"
expect_status 0 as_github pull_request "$event" sallyport ci
expect_status 0 import "$dismissed"
expect_status 0 as_github pull_request "$event" sallyport ci

# A head that came after the review is not what was approved.
ai_commit claude-code 10 src/more.cc
expect_status 1 as_github pull_request "$(pull_request topic)" sallyport ci
