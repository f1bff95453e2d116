#!/usr/bin/env bash
# An approval that expired while the branch lived is named, with its date, however long ago that was.
source "$(dirname "$0")/lib.sh"

new_repo widgets
POLICY_ITEM='expires_days = 30' init_policy dana
new_remote
git checkout -q -b topic
stage_lines 120 src/app.cc
old=$(date -u -d '200 days ago' +%s)
GIT_AUTHOR_DATE="$old +0000" git commit -q --no-verify -m "$(tool_message claude-code)"
signed --range origin/main..topic
file=$(log_files)
git show "refs/heads/sallyport/signoffs:$file" >"$root/tmp/record"
# The same record, made 199 days ago.
python3 - "$root/tmp/record" "$root/tmp/pae" $((old + 86400)) <<'PY'
import base64, json, sys
record = json.load(open(sys.argv[1]))
payload = json.loads(base64.b64decode(record["payload"]))
payload["predicate"]["time"] = int(sys.argv[3])
text = json.dumps(payload, sort_keys=True, separators=(",", ":")).encode()
open(sys.argv[2], "wb").write(b"DSSEv1 28 application/vnd.in-toto+json %d " % len(text) + text)
record["payload"] = base64.b64encode(text).decode()
json.dump(record, open(sys.argv[1], "w"))
PY
ssh-keygen -q -Y sign -n signoff.v1@sallyport -f "$HOME/.ssh/id_ed25519" "$root/tmp/pae" 2>/dev/null
python3 - "$root/tmp/record" "$root/tmp/pae.sig" <<'PY'
import json, sys
record = json.load(open(sys.argv[1]))
record["signatures"][0]["sig"] = "".join(line for line in open(sys.argv[2]).read().split("\n") if line and line[0] != "-")
open(sys.argv[1], "w").write(json.dumps(record, sort_keys=True, separators=(",", ":")) + "\n")
PY
git update-ref -d refs/remotes/origin/sallyport/signoffs
git update-ref refs/heads/sallyport/signoffs "$(git commit-tree "$(git mktree </dev/null)" -m 'Start again')"
rm -rf .git/sallyport
add_to_log "records/$(date -u -d "@$((old + 86400))" +%Y/%m/%d)/$(sha256sum <"$root/tmp/record" | cut -d' ' -f1).json" "$root/tmp/record"
expect_status 1 sallyport check --range origin/main..topic
said "it expired on $(date -u -d "@$((old + 31 * 86400))" +%F)"
