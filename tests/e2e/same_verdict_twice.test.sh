#!/usr/bin/env bash
# The JSON verdict of the same repository is the same bytes every time.
source "$(dirname "$0")/lib.sh"

add_person alice
project dana alice
ai_commit cursor 120 src/app.cc
signed --range main..topic
as alice signed --range main..topic
first=$(sallyport check --range main..topic --json)
second=$(cd src && sallyport check --range main..topic --json)
equal "$first" "$second"
equal "$first" "$(git sallyport check --base main --json)"
equal 'sallyport.verdict/1 check pass' "$(jq -r '"\(.schema) \(.gate) \(.verdict)"' <<<"$first")"
equal 'alice@example.com dana@example.com' \
  "$(jq -r '[.items[0].counted[].signer] | sort | join(" ")' <<<"$first")"
