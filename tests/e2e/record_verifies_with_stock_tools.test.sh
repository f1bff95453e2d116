#!/usr/bin/env bash
# A record verifies with ssh-keygen alone.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
signed --range main..topic
only_record | jq -r .payload | base64 -d >"$root/tmp/payload"
type=application/vnd.in-toto+json
{
  printf 'DSSEv1 %d %s %d ' "${#type}" "$type" "$(stat -c %s "$root/tmp/payload")"
  cat "$root/tmp/payload"
} >"$root/tmp/pae"
{
  echo '-----BEGIN SSH SIGNATURE-----'
  only_record | jq -r '.signatures[0].sig' | fold -w 70
  echo
  echo '-----END SSH SIGNATURE-----'
} | sed '/^$/d' >"$root/tmp/record.sig"
verify=(ssh-keygen -Y verify -f .sallyport/allowed_signers -I dana@example.com -n signoff.v1@sallyport)
run "${verify[@]}" -s "$root/tmp/record.sig" <"$root/tmp/pae"
equal 0 "$status"
equal 'https://in-toto.io/Statement/v1 urn:sallyport:signoff:v1 security approve dana@example.com' \
  "$(jq -r '"\(._type) \(.predicateType) \(.predicate.item) \(.predicate.verdict) \(.predicate.signer)"' \
    "$root/tmp/payload")"
equal "$(log_files)" \
  "records/$(date -u +%Y/%m/%d)/$(only_record | sha256sum | cut -c1-64).json"
