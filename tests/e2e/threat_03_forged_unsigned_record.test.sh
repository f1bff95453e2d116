#!/usr/bin/env bash
# A record without signature that names an approver counts nowhere.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/forged.sh"

add_person alice
project dana alice
ai_commit cursor 120 src/app.cc
signed --range main..topic
only_record | jq -r .payload | base64 -d | sed 's/dana@example.com/alice@example.com/' >"$root/tmp/payload"
unsigned_envelope "$root/tmp/payload" >"$root/tmp/forged"
git update-ref -d refs/heads/sallyport/signoffs
git update-ref refs/heads/sallyport/signoffs \
  "$(git commit-tree -m 'Start a log' "$(git mktree </dev/null)")"
add_to_log "records/$(date -u +%Y/%m/%d)/$(sha256sum <"$root/tmp/forged" | cut -c1-64).json" "$root/tmp/forged"
expect_status 1 sallyport check --range main..topic
expect_json '.items[0] | "\(.status) \(.counted | length)"' 'pending 0' \
  sallyport check --range main..topic --json
expect_json '.passed_over | "\(.count) \(.files[0].reason)"' '1 it is not signed' \
  sallyport explain main..topic --json
