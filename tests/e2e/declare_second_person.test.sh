#!/usr/bin/env bash
# Above declare_max a colleague declares the same range too: the records name the same commits, and both
# outlive a rebase; an edit asks again.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/declare_max.sh"

expect_status 0 sallyport policy check
never_said 'not enforced'
new_remote
git checkout -q -b topic
human_commit 50 src/one.cc
human_commit 90 src/two.cc
lands=(env "${k_github[@]}" GITHUB_EVENT_NAME=pull_request GITHUB_REPOSITORY=acme/widgets
  GITHUB_EVENT_PATH="$root/tmp/event.json" sallyport ci)
judge() {
  pull_request HEAD >"$root/tmp/event.json"
  expect_status "$1" env GITHUB_SHA="$(git rev-parse HEAD)" "${lands[@]}"
}
judge 1

# While it is worked on the author's word is enough; what merging needs is said.
expect_status 0 in_terminal sallyport declare human --range main..topic
said 'merge still needs: somebody who is no author of the change: dana@example.com declared 140 lines human, above 80'
expect_status 0 sallyport check --range main..topic
said 'merge still needs: provenance by somebody who is no author of the change'
expect_status 0 sallyport explain --range main..topic
said 'to land somebody who is no author of the change'
judge 1
said 'dana@example.com \(declared 140 lines human, above 80' 'until a second person declares them too' \
  'sallyport declare human --range'

# Carol declares the same commits.
expect_status 0 as carol in_terminal sallyport declare human --range main..topic
never_said 'still needs'
equal 2 "$(log_files | wc -l)"
steps() { git show "refs/heads/sallyport/signoffs:$1" | jq -r '.payload' | base64 -d | jq -c .steps; }
log_files >"$root/tmp/files"
equal 1 "$(while read -r file; do steps "$file"; done <"$root/tmp/files" | sort -u | wc -l)"
judge 0

# The commits recur on another base, and both declarations with them; an edit is new.
git checkout -q main
human_commit 1 src/other.cc
git push -q --no-verify origin main
git checkout -q topic
git rebase -q main
judge 0
echo 'int late = 1;' >>src/two.cc
git commit -q --no-verify -a --amend --no-edit
judge 1
