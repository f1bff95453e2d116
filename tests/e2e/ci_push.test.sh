#!/usr/bin/env bash
# A push event is judged from the old tip: also a forced one, and one whose old tip is not here.
source "$(dirname "$0")/lib.sh"

POLICY_TOP='deny_rewind = false' project dana
git checkout -q main
new_remote
old=$(git rev-parse HEAD)
ai_commit cursor 120 src/app.cc
git push -q --no-verify origin main
push() {
  jq -nc --arg before "$1" --arg after "$2" --arg ref "${3:-refs/heads/main}" '
    {ref: $ref, before: $before, after: $after, deleted: ($after | test("^0+$")),
     repository: {id: 1, default_branch: "main"}, sender: {id: 101, type: "User"}}'
}
expect_status 1 as_github push "$(push "$old" HEAD | jq -c --arg h "$(git rev-parse HEAD)" '.after = $h')" sallyport ci
said '120 of 120 lines by Cursor' 'its old tip'

# Forced to another history: the net change from what was there.
was=$(git rev-parse HEAD)
git checkout -q -B main "$old"
ai_commit claude-code 130 src/other.cc
git push -q --no-verify --force origin main
expect_status 1 as_github push "$(push "$was" "$(git rev-parse HEAD)")" sallyport ci
said '130 of 130 lines by Claude Code'

# An old tip that is gone is never a silent pass.
gone=0123456789012345678901234567890123456789
expect_status 3 as_github push "$(push $gone "$(git rev-parse HEAD)")" sallyport ci
said "old tip $gone of 'refs/heads/main' is not here" "git fetch origin $gone"

# Nothing to judge: a deletion, a tag, a branch that is not gated.
zero=0000000000000000000000000000000000000000
for event in "$(push "$was" $zero)" "$(push $zero "$was" refs/tags/v1)" "$(push $zero "$was" refs/heads/topic)"; do
  expect_status 0 as_github push "$event" sallyport ci
  said 'pass' 'nothing to judge'
done
