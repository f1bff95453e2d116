#!/usr/bin/env bash
# More junk in the log than it may hold records stops nobody; and no signature of junk is ever handed to
# ssh-keygen, whoever's key it names.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/forged.sh"

add_person mallory
project dana
ai_commit claude-code 120 src/app.cc
signed --range main..topic
log=refs/heads/sallyport/signoffs
expect_status 0 sallyport check --range main..topic --json
before=$output

# 200,001 files with the names and the place of records.
fill_log 200001
expect_status 0 sallyport check --range main..topic --json
equal "$before" "$output"

# Revocations of the approval: by a stranger, and in Dana's name with a signature that is not hers.
only=$(git ls-tree -r --name-only "$log" records/)
git show "$log:$only" >"$root/tmp/approval"
jq -r .payload "$root/tmp/approval" | base64 -d >"$root/tmp/payload"
jq -cjS --arg id "$(sha256sum <"$root/tmp/payload" | cut -c1-64)" \
  '.predicate |= (.verdict = "revoke" | .extends = [$id])' "$root/tmp/payload" >"$root/tmp/revoke"
signed_envelope mallory "$root/tmp/revoke" >"$root/tmp/foreign"
jq -c --arg payload "$(base64 -w0 <"$root/tmp/revoke")" '.payload = $payload' "$root/tmp/approval" >"$root/tmp/stolen"
for junk in foreign stolen; do
  add_to_log "standing/$(name_of "$root/tmp/$junk")" "$root/tmp/$junk"
done
printf '#!/bin/sh\necho x >>"%s/tmp/asked"\nexec "%s" "$@"\n' "$root" "$(command -v ssh-keygen)" >"$root/bin/ssh-keygen"
chmod +x "$root/bin/ssh-keygen"
rm -r .git/sallyport
expect_status 0 sallyport check --range main..topic --json
equal "$before" "$output"
equal 1 "$(wc -l <"$root/tmp/asked")"
run sallyport explain main..topic
said 'passed over in the log: 200003 files'
