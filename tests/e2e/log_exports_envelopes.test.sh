#!/usr/bin/env bash
# log --format dsse hands envelopes to other tools: another DSSE implementation reads them, and
# ssh-keygen verifies the signature over the bytes that it computes.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/engines.sh"

add_person bob
project dana bob
ai_commit cursor 120 src/app.cc
signed --range main..topic
as bob signed --range main..topic
signed --range main..topic --notes 'once more'

# One envelope a line, the newest first, each as it is in the log; the filters are those of the text.
sallyport log --format dsse >"$root/tmp/envelopes"
equal 3 "$(wc -l <"$root/tmp/envelopes")"
while IFS= read -r line; do
  log_files | grep -q "$(echo "$line" | sha256sum | cut -c1-64)" || fail 'not the file of the log'
done <"$root/tmp/envelopes"
predicates() { jq -r '.payload | @base64d | fromjson | .predicate'"$1"; }
equal "$(sallyport log --json | jq -r '.records[].predicate.signer')" \
  "$(predicates .signer <"$root/tmp/envelopes")"
equal "$(sallyport log --json)" "$(sallyport log --format json)"
sallyport log --format dsse --signer bob@example.com >"$root/tmp/of-bob"
equal 'bob@example.com' "$(predicates .signer <"$root/tmp/of-bob")"
equal '' "$(sallyport log --format dsse --item architecture)"

# What is wrong with the log goes to standard error, not among the envelopes.
log=refs/heads/sallyport/signoffs
git update-ref "$log" "$(git commit-tree -p "$log" -m 'Tidy up' "$(git mktree </dev/null)")"
expect_status 0 sallyport log --format dsse
said 'warning: .* was removed'
equal 3 "$(sallyport log --format dsse 2>/dev/null | grep -c payloadType)"

need_engine node
[[ -d $NODE_PATH/@sigstore/core ]] || { echo 'skipped: no @sigstore/core here'; exit 77; }
run node "$SOURCE_DIR/tests/npm/open_envelope.mjs" "$root/tmp" <"$root/tmp/of-bob"
equal 0 "$status"
said 'SHA256:[A-Za-z0-9+/]+'
verify=(ssh-keygen -Y verify -f .sallyport/allowed_signers -n signoff.v1@sallyport)
run "${verify[@]}" -I bob@example.com -s "$root/tmp/signature" <"$root/tmp/pae"
equal 0 "$status"
said 'Good "signoff.v1@sallyport" signature for bob@example.com'
run "${verify[@]}" -I dana@example.com -s "$root/tmp/signature" <"$root/tmp/pae"
[[ $status != 0 ]] || fail 'verified in the name of somebody else'
echo >>"$root/tmp/pae"
run "${verify[@]}" -I bob@example.com -s "$root/tmp/signature" <"$root/tmp/pae"
[[ $status != 0 ]] || fail 'verified over other bytes'
