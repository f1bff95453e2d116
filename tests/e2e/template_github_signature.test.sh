#!/usr/bin/env bash
# A reviewer with a browser and ssh-keygen gives a full sign-off: they answer in a comment, the job's comment has a
# line that shows what is signed and signs it, and what it prints is a comment again.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/importer.sh"
source "$(dirname "$0")/engines.sh"
source "$(dirname "$0")/github_action.sh"

ASSURANCE=key POLICY_ITEM='independent = true' importer_project
git checkout -q -b topic
ai_commit claude-code 150 src/app.cc
git push -q --no-verify origin topic topic:refs/pull/7/head
digest=$(json '.change.digest' sallyport check --base origin/main --json)
pull_request topic '.pull_request | .base.repo += {default_branch: "main"}' >"$root/gh/7.json"
git checkout -q main

# say BODY [INPUT=VALUE…]: erin comments that, and the workflow's job runs.
say() {
  local body=$1
  shift
  action issue_comment "$(jq -nc --arg body "$body" '
    {action: "created", issue: {number: 7, pull_request: {url: "https://example.com"}},
     comment: {id: 1, body: $body, html_url: "https://example.com/7#1", user: {id: 202, type: "User"},
       performed_via_github_app: null},
     repository: {id: 1, default_branch: "main"}, sender: {id: 202, type: "User"}}')" \
    import=true requests=7 signing-key="$(cat "$root/home/ci/.ssh/id_ed25519")" "$@"
}
records() { git ls-remote origin refs/heads/sallyport/signoffs | cut -f1; }

expect_status 1 say "/signoff security ${digest:0:32}"$'\nthreats: x'
said 'not imported: security: ' 'verdict=blocked'
never_said 'waits for the signature'
answer='nothing new is reachable, $(touch pwned) `id` é ]0;x'
expect_status 1 say "/signoff security ${digest:0:32}"$'\n'"threats: $answer"
said 'security: waits for the signature of erin@example.com' 'verdict=blocked'
equal '' "$(records)"
comment=$(commented '.[0].body')
[[ $comment == '<!-- sallyport -->'*'To sign `security` as `erin@example.com`'*'review item open'* ]] || fail "the comment says: $comment"

# The line, as it is pasted into a terminal of a machine that has nothing else.
line=$(grep -m1 '^p=' <<<"$comment")
printf '%s\n' "$line" >"$root/tmp/line.sh"
for shell in sh bash; do
  expect_status 0 as erin env HOME="$root/home/erin" PATH=/usr/bin:/bin bash -c 'cd; ! echo n | "$1" "$2"' _ "$shell" "$root/tmp/line.sh"
  said '"item":"security"' "\"change\":\"$digest\"" 'nothing new is reachable, \$\(touch pwned\)' 'Sign this\? \[y/N\]'
  never_said 'BEGIN SSH SIGNATURE' 'é' $'\x1b'
done
expect_status 0 as erin env HOME="$root/home/erin" PATH=/usr/bin:/bin bash -c 'cd; echo y | sh "$1"' _ "$root/tmp/line.sh"
pasted=$(sed -n '/^\/signature/,$p' <<<"${output#*Sign this? \[y/N\] }")
[[ $pasted == /signature*'-----END SSH SIGNATURE-----' ]] || fail "not to be pasted: $output"
[[ -z $(find "$root" -name 'pwned*') ]] || fail 'something in the answer was run'

# Changed on the way, or signed by somebody else, it is none.
expect_status 1 say "$(sed '1s,....$,AAAA,' <<<"$pasted")"
said 'not imported'
ssh-keygen -q -Y sign -n signoff.v1@sallyport -f "$root/home/dana/.ssh/id_ed25519" \
  <<<"$(sed -n '1s,^/signature ,,p' <<<"$pasted" | base64 -d)" >"$root/tmp/danas" 2>/dev/null
expect_status 1 say "$(head -n 1 <<<"$pasted"; cat "$root/tmp/danas")"
said 'not imported'
equal '' "$(records)"

expect_status 0 say "$pasted"
said 'security: approve by erin@example.com, signed elsewhere' 'verdict=pass'
[[ -n $(records) ]] || fail 'the record was not sent'
equal success "$(posted .state)"
[[ $(commented '.[0].body') == *'pass: 1 review item met'* ]] || fail 'the comment was not brought up to date'
git fetch -q origin
expect_status 0 sallyport check --range origin/main..topic
said 'erin@example.com'

if command -v pwsh >/dev/null; then
  grep -m1 "^\$p='" <<<"$comment" >"$root/tmp/line.ps1"
  expect_status 0 as erin env HOME="$root/home/erin" bash -c 'echo y | pwsh -NoProfile -File "$1"' _ "$root/tmp/line.ps1"
  said '"item":"security"' '/signature ' 'END SSH SIGNATURE'
else
  grep -q "^\$p='" <<<"$comment" || fail 'no line for PowerShell'
fi
