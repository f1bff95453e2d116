# shellcheck shell=bash
# shellcheck disable=SC2154  # lib.sh sets what is not set here
# Records as no command makes them. Sourced after lib.sh.

# signed_envelope NAME FILE: the record of the payload in FILE, signed with that person's key.
signed_envelope() {
  local pae="$root/tmp/pae" type=application/vnd.in-toto+json
  { printf 'DSSEv1 %d %s %d ' "${#type}" "$type" "$(wc -c <"$2")"; cat "$2"; } >"$pae"
  rm -f "$pae.sig"
  ssh-keygen -q -Y sign -f "$root/home/$1/.ssh/id_ed25519" -n signoff.v1@sallyport "$pae" 2>/dev/null
  jq -cn --arg payload "$(base64 -w0 <"$2")" --arg type "$type" \
    --arg sig "$(sed '/SSH SIG/d' "$pae.sig" | tr -d '\n')" \
    '{payload: $payload, payloadType: $type, signatures: [{keyid: "", sig: $sig}]}'
}

# unsigned_envelope FILE: the same without a signature.
unsigned_envelope() {
  jq -cn --arg payload "$(base64 -w0 <"$1")" \
    '{payload: $payload, payloadType: "application/vnd.in-toto+json", signatures: []}'
}

# name_of FILE: what a record with that envelope is named.
name_of() { echo "$(sha256sum <"$1" | cut -c1-64).json"; }

# today: the folder of approvals made now.
today() { date -u +records/%Y/%m/%d; }

# fill_log N: N files with the names and the place of records are put on the log.
fill_log() {
  local log=refs/heads/sallyport/signoffs junk standing
  junk=$(git hash-object -w --stdin <<<'{}')
  standing=$({
    git ls-tree "$log" standing/
    awk -v n="$1" -v id="$junk" 'BEGIN { for (i = 0; i < n; i++) printf "100644 blob %s\t%064x.json\n", id, i }'
  } | sed 's,\tstanding/,\t,' | git mktree)
  git update-ref "$log" "$(git commit-tree -p "$log" -m Junk "$({
    git ls-tree "$log" | grep -v 'standing$' || true
    printf '040000 tree %s\tstanding\n' "$standing"
  } | git mktree)")"
}
