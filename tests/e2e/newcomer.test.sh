#!/usr/bin/env bash
# Somebody whom the policy does not know commits and pushes a branch on a record that stays in their
# clone, is told so before the first question, and once enrolled it is sent.
source "$(dirname "$0")/lib.sh"

add_person nina
new_repo widgets
init_policy dana
new_server
as nina clone_as nina
as nina sallyport install >/dev/null
git checkout -q -b topic

stage_lines 120 src/app.cc
as nina expect_status 1 git commit -q -m "$(tool_message claude-code)"
as nina expect_status 0 in_terminal sallyport signoff security
[[ $output =~ does\ not\ know\ your\ key\ (SHA256:[^ ]+).*sallyport\ enroll\ nina@example.com.*What\ could\ an\ attacker ]] ||
  fail 'told too late, or not at all'
said 'recorded in this clone only'
as nina expect_status 0 git commit -q -m "$(tool_message claude-code)"
[[ -z $(git for-each-ref refs/heads/sallyport) ]]

# The branch goes up, the record does not; and it counts for nobody where it lands.
as nina expect_status 0 git push -q origin topic
said 'does not count where it lands|merge still needs'
as nina expect_status 0 sallyport sync
equal '' "$(tip_of refs/heads/sallyport/signoffs)"
as nina expect_status 1 git push -q origin topic:main
as nina expect_json '.items[0].counted | length' 0 \
  sallyport ci --base origin/main --head topic --target refs/heads/main --format json
as nina expect_json '.records[0] | "\(.verified) \(.signer)"' 'true null' sallyport log --json

# Somebody else's clone of the same branch does not count it either.
clone_as dana
expect_status 1 sallyport check --range origin/main..origin/topic

# Enrolled, she sends it.
cd "$root/widgets"
printf 'nina@example.com namespaces="signoff.v1@sallyport" %s\n' "$(public_key nina)" >>.sallyport/allowed_signers
git commit -q --no-verify -am 'Enroll Nina'
git -C "$root/origin.git" fetch -q "$root/widgets" main:main
cd "$root/nina"
as nina git fetch -q
as nina expect_status 0 sallyport sync
[[ -n $(tip_of refs/heads/sallyport/signoffs) ]]
equal '' "$(git ls-tree -r --name-only refs/sallyport/subjects | grep records || true)"
as nina git -c core.hooksPath=/dev/null rebase -q origin/main
as nina expect_status 0 git push -q origin topic:main
