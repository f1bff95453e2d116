#!/usr/bin/env bash
# Anybody who may push can make a tag of any name: it never takes the place of a branch.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
ai_commit claude-code 300 app.cc
git push -q --no-verify origin topic
for tag in main origin/main; do git tag "$tag" topic; done
git push -q --no-verify origin refs/tags/main refs/tags/origin/main

clone_as dana
git checkout -q topic
for arguments in 'ci --base origin/main --head HEAD --target main' 'ci --base main --target refs/heads/main' \
  'check' 'check --range origin/main..HEAD' 'check --range main..topic'; do
  # shellcheck disable=SC2086  # words
  expect_status 1 sallyport $arguments
  said '300 of 300 lines'
done

# Nor does it say by which policy the change is judged.
git checkout -q -b weak refs/heads/main
sed -i '/^require/d; /^when/d; /^\[\[rule/d; /^name/d' .sallyport/policy.toml
git add .sallyport
git commit -q --no-verify -m 'Weaken the policy'
git tag -f origin/main >/dev/null
git checkout -q topic
expect_status 1 sallyport --policy-ref origin/main ci --base main --target main
said '300 of 300 lines'

# A tag is where nothing lands.
git tag v1 refs/heads/main
expect_status 2 sallyport ci --base main --target v1
said "cannot land on 'refs/tags/v1': it is a tag"

# Of two branches that one name means, neither is guessed.
git branch origin/main topic
expect_status 2 sallyport check --range origin/main..HEAD
said "'origin/main': it is ambiguous: refs/heads/origin/main, refs/remotes/origin/main" 'hint: give one of them in full'
expect_status 1 sallyport check --range refs/remotes/origin/main..HEAD
