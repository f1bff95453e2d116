#!/usr/bin/env bash
# A record that names the very trees of the change but vouches for other content, as after a collision
# of git's own digests, does not count, although its key signed it.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/forged.sh"

project dana
ai_commit cursor 120 src/app.cc
signed --range main..topic
expect_status 0 sallyport check --range main..topic
only_record | jq -r .payload | base64 -d >"$root/tmp/payload"
old=$(jq -r '.predicate.covers[0].new' "$root/tmp/payload")
new=$(printf other | sha256sum | cut -c1-64)
subject=$( {
  printf 'sallyport-change-v1\0'
  jq -j '.predicate.covers[0] | .path' "$root/tmp/payload"
  printf '\0'
  jq -j '.predicate.covers[0] | .old_mode' "$root/tmp/payload"
  printf '\0'
  jq -j '.predicate.covers[0] | .new_mode' "$root/tmp/payload"
  printf '\0'
  jq -j '.predicate.covers[0] | .old' "$root/tmp/payload"
  printf '\0%s\n' "$new"
} | sha256sum | cut -c1-64)
digest=$(jq -r '.subject[0].digest.sha256' "$root/tmp/payload")
sed -i "s/$old/$new/g; s/$digest/$subject/g" "$root/tmp/payload"
signed_envelope dana "$root/tmp/payload" >"$root/tmp/envelope"
git update-ref refs/heads/sallyport/signoffs \
  "$(git commit-tree -m 'Start a log' "$(git mktree </dev/null)")"
add_to_log "records/$(date -u +%Y/%m/%d)/$(sha256sum <"$root/tmp/envelope" | cut -c1-64).json" \
  "$root/tmp/envelope"
expect_json '.records[0] | "\(.verified) \(.signer)"' 'true dana@example.com' sallyport log --json
expect_status 1 sallyport check --range main..topic
expect_json '.items[0] | "\(.status) \([.residual[].path] | join(" "))"' 'stale src/app.cc' \
  sallyport check --range main..topic --json
