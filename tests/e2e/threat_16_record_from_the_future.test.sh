#!/usr/bin/env bash
# A record dated in the future counts nowhere, even with a good signature.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/forged.sh"

project dana
ai_commit cursor 120 src/app.cc
signed --range main..topic
expect_status 0 sallyport check --range main..topic
only_record | jq -r .payload | base64 -d >"$root/tmp/now"
later=$(($(date +%s) + 86400))
jq -cjS --argjson t "$later" '.predicate.time = $t' <"$root/tmp/now" >"$root/tmp/payload"
signed_envelope dana "$root/tmp/payload" >"$root/tmp/record"
git update-ref refs/heads/sallyport/signoffs "$(git commit-tree -m 'Start a log' "$(git mktree </dev/null)")"
add_to_log "records/$(date -u -d "@$later" +%Y/%m/%d)/$(sha256sum <"$root/tmp/record" | cut -c1-64).json" "$root/tmp/record"
expect_status 1 sallyport check --range main..topic
expect_json '.items[0].ignored[0].reason' 'it is dated in the future' sallyport check --range main..topic --json
