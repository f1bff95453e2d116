#!/usr/bin/env bash
# A record whose payload was edited after it was signed counts nowhere.
source "$(dirname "$0")/lib.sh"

add_person alice
project dana alice
ai_commit cursor 120 src/app.cc
signed --range main..topic
payload=$(only_record | jq -r .payload | base64 -d | sed 's/nothing new is/everything here is/' | base64 -w0)
only_record | jq -c --arg payload "$payload" '.payload = $payload' >"$root/tmp/forged"
git update-ref -d refs/heads/sallyport/signoffs
git update-ref refs/heads/sallyport/signoffs \
  "$(git commit-tree -m 'Start a log' "$(git mktree </dev/null)")"
add_to_log "records/$(date -u +%Y/%m/%d)/$(sha256sum <"$root/tmp/forged" | cut -c1-64).json" "$root/tmp/forged"
expect_status 1 sallyport check --range main..topic
expect_json '.items[0].counted | length' 0 sallyport check --range main..topic --json
expect_status 0 sallyport explain main..topic
said 'passed over in the log: 1 file' 'its signature is not by SHA256:'
