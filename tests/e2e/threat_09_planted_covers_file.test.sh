#!/usr/bin/env bash
# A file put beside a rejection, with what its own subject is the digest of, does not make it unreadable.
source "$(dirname "$0")/lib.sh"

add_person bob
new_repo widgets
init_policy dana bob
new_remote
sallyport install >/dev/null
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
signed --range origin/main..topic
as bob expect_status 0 in_terminal sallyport signoff security --reject --notes 'it sends tokens' \
  --range origin/main..topic
git show "refs/heads/sallyport/signoffs:$(log_files | grep standing)" | jq -r .payload | base64 -d \
  >"$root/tmp/payload"
{
  jq -j '.predicate.covers[0].path' "$root/tmp/payload"
  for key in old_mode new_mode old new; do
    printf '\0'
    jq -j ".predicate.covers[0].$key" "$root/tmp/payload"
  done
} >"$root/tmp/entry"
{
  printf 'sallyport-change-v1\0'
  cat "$root/tmp/entry"
  printf '\n'
} >"$root/tmp/planted"
equal "$(jq -r '.subject[0].digest.sha256' "$root/tmp/payload")" \
  "$(sha256sum <"$root/tmp/planted" | cut -c1-64)"
add_to_log "standing/$(sha256sum <"$root/tmp/payload" | cut -c1-64).covers.json" "$root/tmp/planted"
expect_status 1 git push origin topic:main
said 'rejected by bob@example.com'
