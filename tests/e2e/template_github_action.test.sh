#!/usr/bin/env bash
# The GitHub action judges a pull request, a fork's too, publishes its status, and passes after a sign-off.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/engines.sh"
source "$(dirname "$0")/github_action.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
ai_commit cursor 120 src/app.cc
head=$(git rev-parse HEAD)
git push -q --no-verify origin topic topic:refs/pull/7/head

# The runner's clone: the default branch, whole; the change only arrives as objects.
git clone -q "file://$root/origin.git" "$root/clone" --single-branch
cd "$root/clone"
git branch -q topic "$head" 2>/dev/null || git fetch -q origin "$head:refs/heads/topic"
event=$(pull_request topic)
git branch -q -D topic

expect_status 1 action pull_request_target "$event" reports="sarif=$root/tmp/out.sarif"
said '::error' 'verdict=blocked' "report=$root/runner/[^ ]*/verdict.json"
[[ ! -e src/app.cc ]] || fail 'the change was checked out'
equal "repos/acme/widgets/statuses/$head pending sallyport/main" "$(posted '"\(.path) \(.state) \(.context)"')"
equal https://github.example/acme/widgets/actions/runs/42 "$(posted .target_url)"
equal blocked "$(jq -r .verdict "$root"/runner/sallyport.*/event/verdict.json)"
equal 2.1.0 "$(jq -r .version "$root/tmp/out.sarif")"
grep -q 'security' "$root/runner/summary" || fail 'no summary'

expect_status 0 action pull_request_target "$event" fail-on=error
said 'verdict=blocked'
expect_status 2 action pull_request_target "$event" fail-on=sometimes
expect_status 0 action pull_request_target "$event" fail-on=never status=false
equal '' "$(posted .state)"

# Git gets the token of the action, and only that.
git config http.https://github.example/.extraheader 'AUTHORIZATION: basic of-the-checkout'
printf '#!/bin/sh\ngit config --get-all http.https://github.example/.extraheader >%q\nexec sallyport "$@"\n' \
  "$root/tmp/headers" >"$root/bin/seen"
chmod +x "$root/bin/seen"
expect_status 1 action pull_request_target "$event" binary="$root/bin/seen"
equal $'AUTHORIZATION: basic of-the-checkout\n\nAUTHORIZATION: basic eC1hY2Nlc3MtdG9rZW46dGhlLXRva2Vu' \
  "$(cat "$root/tmp/headers")"

# On `pull_request` there is no right to publish: the job itself is the check.
expect_status 1 action pull_request "$event" status=false
said 'verdict=blocked'
equal '' "$(posted .state)"

# Without a given program: the one that the cache holds for this very source.
CACHED=1 expect_status 1 action pull_request_target "$event" binary=
said "uses actions/cache@[0-9a-f]{40} path=$root/runner/sallyport-build/sallyport key=sallyport-Linux-X64-[0-9a-f]{64} "
said 'verdict=blocked'

# A fork's pull request, with names that try to get into a command or the log.
hostile=$(jq -c '.pull_request.head.repo.id = 99 | .pull_request.title = "$(touch pwned)\n::add-mask::x"
  | .pull_request.head.ref = "x$(touch${IFS}pwned)`id`"' <<<"$event")
expect_status 1 action pull_request_target "$hostile"
equal pending "$(posted .state)"
[[ -z $(find "$root" -name 'pwned*') ]] || fail 'something in the event was run'
never_said '::add-mask::'

# No answer is an error for the same check, never a pass.
expect_status 3 action pull_request_target "$(jq -c '.pull_request.head.sha = "0123456789012345678901234567890123456789"' <<<"$event")"
said 'verdict=error'
equal 'error sallyport/main' "$(posted '"\(.state) \(.context)"')"

(cd "$root/widgets" && sign --range origin/main..topic >/dev/null)
expect_status 0 action pull_request_target "$event"
said 'verdict=pass'
equal "repos/acme/widgets/statuses/$head success sallyport/main" "$(posted '"\(.path) \(.state) \(.context)"')"
