#!/usr/bin/env bash
# Control sequences in names, subjects, paths and policies are shown escaped.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/forged.sh"

evil=$'\e]0;owned\a\e[2J\u202e'
new_repo widgets
POLICY_EXTRA='[[rule]]
name = "any \u001b[2J AI"
when = { ai_files = ">= 1" }
require = ["security"]' init_policy dana
git checkout -q -b topic
gen_lines 120 >"a${evil}b.cc"
git add .
GIT_AUTHOR_NAME="Cursor ${evil} Agent" GIT_AUTHOR_EMAIL=cursoragent@cursor.com \
  git commit -q --no-verify -m "Add ${evil} code"
for command in check 'check --json' status explain 'explain --json' log; do
  # shellcheck disable=SC2086
  run sallyport $command
  never_said $'\e' $'\a' $'\u202e'
done
run sallyport explain main..topic
said 'Add .*x1b'
run sallyport signoff "$evil"
never_said $'\e' $'\a'
run sallyport check --base "$evil"
never_said $'\e' $'\a'
signed --range main..topic
only_record | jq -r .payload | base64 -d | sed 's/"item":"security"/"item":"x\\u001b[2J"/' >"$root/tmp/payload"
signed_envelope dana "$root/tmp/payload" >"$root/tmp/forged"
add_to_log "records/$(date -u +%Y/%m/%d)/$(sha256sum <"$root/tmp/forged" | cut -c1-64).json" "$root/tmp/forged"
expect_status 0 in_terminal sallyport revoke "$(sha256sum <"$root/tmp/payload" | cut -c1-64)" --reason x
said 'x.x1b'
never_said $'\e'
