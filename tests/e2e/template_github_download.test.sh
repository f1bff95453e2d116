#!/usr/bin/env bash
# The GitHub action takes the release that its own commit names from where it is told, and runs nothing else.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/engines.sh"
source "$(dirname "$0")/release.sh"
source "$(dirname "$0")/github_action.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
ai_commit cursor 120 src/app.cc
git push -q --no-verify origin topic topic:refs/pull/7/head
event=$(pull_request topic)

make_release "$root/gh/release"
pinned_copy "$root/gh/release"
download() { ACTION=$copy/ci-templates/github/action.yml action pull_request_target "$event" binary= "$@"; }
mirror=$(cat "$root/tmp/forge")/release
expect_status 1 download from="$mirror"
said "Installed sallyport $version" 'verdict=blocked'
equal pending "$(posted .state)"
expect_status 1 download from="$root/gh/release"
said 'verdict=blocked'

# A release that was changed, with checksums that fit, is not run; nor is one that is not there.
printf '#!/bin/sh\ntouch %q\n' "$root/tmp/pwned" >"$root/tmp/stage/$name/bin/sallyport"
pack_release "$root/gh/release"
for place in "$mirror" "$root/gh/release"; do
  expect_status 1 download from="$place"
  said 'has the SHA-256 .* instead of'
  never_said 'verdict=(pass|blocked)'
  equal '' "$(posted .state)"
done
[[ ! -e $root/tmp/pwned ]] || fail 'what was downloaded was run'
rm "$root/gh/release/$name.tar.gz"
expect_status 1 download from="$mirror"
said 'cannot get http.*Name another place'
