#!/usr/bin/env bash
# A request against a branch that is not gated is worked on, and judged for where it lands in the end;
# retargeted to main it is judged as landing there.
source "$(dirname "$0")/lib.sh"

add_person erin
POLICY_ITEM='approvers = ["dana@example.com"]' project dana
git checkout -q main
new_remote
git checkout -q topic
human_commit 5 src/base.cc
git push -q --no-verify origin topic
git checkout -q -b stacked
ai_commit cursor 120 src/app.cc
stacked=$(pull_request stacked ".pull_request.base.ref = \"topic\" |
  .pull_request.base.sha = \"$(git rev-parse topic)\"")
expect_json '.change.target, .lands, .verdict, .change.lines.ai' $'refs/heads/main\nfalse\nblocked\n120' \
  as_github pull_request "$stacked" sallyport ci --json
expect_json .context sallyport/topic as_github pull_request "$stacked" sallyport ci --format commit-status

# Anybody's attended signature is enough while it is worked on, not where it lands.
as erin sign --range origin/topic..stacked >/dev/null
expect_status 0 as_github pull_request "$stacked" sallyport ci
said 'merge still needs'
retargeted=$(pull_request stacked)
expect_status 1 as_github pull_request "$retargeted" sallyport ci
expect_json .context sallyport/main as_github pull_request "$retargeted" sallyport ci --format commit-status
