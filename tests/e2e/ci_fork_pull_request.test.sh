#!/usr/bin/env bash
# A fork's pull request: its head is fetched as data, its own policy says nothing, and the opener's own
# approval does not count.
source "$(dirname "$0")/lib.sh"

add_person erin
POLICY_ITEM='independent = true' project dana erin
cat >>.sallyport/policy.toml <<'TOML'
forge = ["github:202"]
TOML
git checkout -q main
git commit -q --no-verify -am 'Say who erin is'
new_remote
git clone -q "file://$root/origin.git" "$root/fork"
cd "$root/fork"
git config user.email stranger@example.net
sed -i 's/>= 100/>= 100000/' .sallyport/policy.toml
gen_lines 150 >app.cc
git add . && git commit -q -m "$(tool_message claude-code)"
git push -q "file://$root/origin.git" HEAD:refs/pull/7/head
head=$(git rev-parse HEAD)

cd "$root/widgets"
fork=$(pull_request main ".pull_request.head.sha = \"$head\" | .pull_request.head.repo.id = 99 |
  .pull_request.user.id = 202")
expect_status 3 as_github pull_request_target "$fork" sallyport ci
said "head '$head' is not in this clone" 'git fetch origin refs/pull/7/head'
expect_status 1 as_github pull_request_target "$fork" sallyport ci --fetch
said '151 of 151 lines' 'policy-change'
[[ ! -e app.cc ]] || fail 'the change was checked out'

# erin opened it (account 202), so her signature is not independent; dana's is.
as erin sign --range "origin/main..$head" >/dev/null
expect_status 1 as_github pull_request_target "$fork" sallyport ci --fetch
said 'erin@example.com' 'author of the change'
sign --range "origin/main..$head" >/dev/null
expect_json '.items[] | select(.id == "security") | .status' approved \
  as_github pull_request_target "$fork" sallyport ci --json
