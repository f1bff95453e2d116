#!/usr/bin/env bash
# A squash is judged as the branch was that it is of, whatever its message says, where the branch's
# commits are known here: at the push, on the server, and in a job that fetches the request.
source "$(dirname "$0")/lib.sh"

project dana
new_remote
sallyport install >/dev/null
human_commit 150 src/by_hand.cc
ai_commit claude-code 50 src/parser.cc
git push -q --no-verify origin topic:refs/pull/7/head
lines() { json '.change.lines | "\(.ai) \(.undeclared)"' "$@" --json; }
equal '50 150' "$(lines sallyport check --range main..topic)"

# squash MESSAGE: topic as one commit on a main that went on.
git checkout -q main
human_commit 3 src/other.cc
git push -q --no-verify origin main
squash() {
  git checkout -q -B queue main
  git merge -q --squash topic >/dev/null
  rm -f .git/SQUASH_MSG
  git commit -q --no-verify -m "$1"
}
squash "$(tool_message claude-code 'Add it (#7)')"
equal '50 150' "$(lines sallyport check --range main..queue)"
squash 'Add it, with a subject of its own'
equal '50 150' "$(lines sallyport check --range main..queue)"

# Without the branch the trailer decides, and the report says so; without a trailer nothing tells.
squash "$(tool_message claude-code 'Add it (#7)')"
git clone -q --no-local --single-branch --branch queue . "$root/alone"
git -C "$root/alone" update-ref refs/heads/main "$(git rev-parse main)"
equal '200 0' "$(lines sallyport -C "$root/alone" check --range main..queue)"
expect_status 1 sallyport -C "$root/alone" check --range main..queue
said 'the commits that a squash is made of are not here: all lines count as its message says'

# A job fetches the request that the subject names.
git -C "$root/alone" remote set-url origin "file://$root/origin.git"
equal '50 150' "$(lines sallyport -C "$root/alone" ci --fetch --base main --head queue --target main)"

# A branch that is no more than part of the commit is not what it was made of.
squash "$(tool_message claude-code 'Add it (#7)')"
gen_lines 5 more >src/more.cc
git add .
git commit -q --no-verify --amend --no-edit
equal '205 0' "$(lines sallyport check --range main..queue)"
