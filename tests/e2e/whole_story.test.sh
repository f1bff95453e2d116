#!/usr/bin/env bash
# Install, a large AI change blocked at commit, signed in a terminal, passing there, at push and in another clone.
source "$(dirname "$0")/lib.sh"

new_repo widgets
add_person bob
expect_status 0 sallyport init --policy standard
said 'policy.toml' 'allowed_signers'
expect_status 0 sallyport enroll bob@example.com --key "$root/home/bob/.ssh/id_ed25519.pub"
git add .sallyport
git commit -q -m 'Add the review policy'
new_remote
expect_status 0 sallyport install
git checkout -q -b topic

stage_lines 450 src/app.cc
before=$(git status --porcelain=v2)
expect_status 1 git commit -m "$(tool_message claude-code)"
said 'commit blocked' '450' 'Claude Code' 'security' 'scalability' 'architecture' 'sallyport signoff'
never_said '--no-verify'
equal "$before" "$(git status --porcelain=v2)"
equal "$(git rev-parse main)" "$(git rev-parse HEAD)"

expect_status 0 in_terminal sallyport signoff security scalability architecture
said 'Type [0-9a-f]{6} to sign' 'security' 'exact'
equal 3 "$(log_files | wc -l)"
expect_status 0 git commit -m "$(tool_message claude-code)"
expect_status 0 git push -u origin topic
equal "$(git rev-parse topic)" "$(git ls-remote origin refs/heads/topic | cut -f1)"

check=(sallyport check --range origin/main..origin/topic --json)
here=$("${check[@]}")
equal pass "$(jq -r .verdict <<<"$here")"
git clone -q "file://$root/origin.git" "$root/elsewhere"
cd "$root/elsewhere"
equal "$here" "$("${check[@]}")"
