#!/usr/bin/env bash
# An agent that has its user's key and terminal declares a large change human: above declare_max that lands
# nothing, in one piece or commit by commit, until somebody else declares it too.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/declare_max.sh"

new_server
git checkout -q -b topic
for part in one two three; do
  human_commit 40 "src/$part.cc"
  expect_status 0 in_terminal sallyport declare human --range HEAD~1..HEAD
done
expect_status 0 in_terminal sallyport declare human --range main..topic
expect_status 0 git push -q origin sallyport/signoffs
expect_status 1 git push --no-verify origin topic:main
tr -s '\n' ' ' <<<"$output" | sed 's/remote: //g' >"$root/tmp/said"
grep -Eq 'dana@example.com \(declared 120 lines human, +above 80' "$root/tmp/said"
equal "$(git rev-parse main)" "$(tip_of refs/heads/main)"

expect_status 0 as carol in_terminal sallyport declare human --range main..topic
expect_status 0 git push -q origin sallyport/signoffs
expect_status 0 git push --no-verify origin topic:main
