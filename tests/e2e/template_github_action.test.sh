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

# One comment, which says what is open and how it can be answered, and stays one.
equal $'1\tgithub-actions[bot]' "$(commented '.[] | "\(.id)\t\(.user.login)"')"
comment=$(commented '.[0].body')
for words in '<!-- sallyport -->' 'sallyport/main: change blocked: 1 of 1 review item open' '`security`' '`src/app.cc`' \
  'sallyport signoff security --range'; do
  [[ $comment == *"$words"* ]] || fail "the comment lacks '$words': $comment"
done
# What others wrote, or a run beside this one, is not taken for it.
jq -c '[{id: 5, user: {login: "mallory"}, body: "<!-- sallyport -->\n\nsallyport/main: pass"}] + .
  + [{id: 9, user: {login: "github-actions[bot]"}, body: "<!-- sallyport -->\n\ntwice"}]
  + [range(100; 200) | {id: ., user: {login: "erin"}, body: "a remark"}]' \
  "$root/gh/comments.json" >"$root/tmp/comments" && mv "$root/tmp/comments" "$root/gh/comments.json"
expect_status 1 action pull_request_target "$event"
equal $'5 mallory\n1 github-actions[bot]' "$(commented '.[] | select(.id < 100) | "\(.id) \(.user.login)"')"
touch "$root/gh/no_comments"
expect_status 1 action pull_request_target "$event"
said '::warning title=sallyport::no comment could be kept'
rm "$root/gh/no_comments"

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
[[ $(commented '.[] | select(.id == 1) | .body') == *'No answer, so it blocks.'*actions/runs/42* ]] || fail 'the comment says more'

(cd "$root/widgets" && sign --range origin/main..topic >/dev/null)
expect_status 0 action pull_request_target "$event"
said 'verdict=pass'
equal "repos/acme/widgets/statuses/$head success sallyport/main" "$(posted '"\(.path) \(.state) \(.context)"')"
equal "<!-- sallyport -->
sallyport/main: pass: 1 review item met

120 of 120 lines by Cursor in 1 of 1 commit; limit 100" "$(commented '.[] | select(.id == 1) | .body')"

# Without an old one there is none for a pass, nor where none is wanted.
rm "$root/gh/comments.json"
expect_status 0 action pull_request_target "$event"
equal '' "$(commented .)"
