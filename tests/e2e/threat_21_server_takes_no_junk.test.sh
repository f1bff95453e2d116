#!/usr/bin/env bash
# The server's log takes whole records of the policy's people, and so much at once, and nothing else.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/forged.sh"

add_person mallory
project dana
git checkout -q main
new_server
ai_commit claude-code 150 src/app.cc
signed --base origin/main
log=refs/heads/sallyport/signoffs
git branch -q kept "$log"
only_record | jq -r .payload | base64 -d >"$root/tmp/payload"

# refused_log WORDS…: what is on the local log is refused with these words; then it is as before.
refused_log() {
  expect_status 1 git push --no-verify origin "$log:$log"
  said "$@"
  git update-ref "$log" kept
}
# refused_file FILE WORDS…: the same of a record in FILE.
refused_file() {
  local file=$1
  shift
  add_to_log "$(today)/$(name_of "$file")" "$file"
  refused_log "$@"
}
unsigned_envelope "$root/tmp/payload" >"$root/tmp/junk"
refused_file "$root/tmp/junk" 'it is not signed'
signed_envelope mallory "$root/tmp/payload" >"$root/tmp/junk"
refused_file "$root/tmp/junk" 'a key that the policy does not know'
only_record | jq -c --arg p "$(sed 's/nothing/something/' "$root/tmp/payload" | base64 -w0)" '.payload = $p' >"$root/tmp/junk"
refused_file "$root/tmp/junk" 'its signature is not by SHA256:'
sed 's/"tool"/"tools"/' "$root/tmp/payload" >"$root/tmp/malformed"
signed_envelope dana "$root/tmp/malformed" >"$root/tmp/junk"
refused_file "$root/tmp/junk" 'only gains records'
{ jq -j .payload <<<'{}'; head -c 1100000 /dev/zero | tr '\0' ' '; } >"$root/tmp/junk"
refused_file "$root/tmp/junk" 'more than 1048576 bytes'
echo '[]' >"$root/tmp/junk"
add_to_log "standing/$(printf 0%.0s {1..64}).covers.json" "$root/tmp/junk"
refused_log 'no record beside it was signed with it'
only_record >"$root/tmp/junk"
add_to_log "standing/$(name_of "$root/tmp/junk")" "$root/tmp/junk"
refused_log 'not in the folder of its kind and date'

# Junk that the tip no longer has is still in the history.
add_to_log "standing/x" "$root/tmp/junk"
git update-ref "$log" "$(git commit-tree -p "$log" -m 'Hide it' 'kept^{tree}')"
refused_log 'may only be added|not named as a record is'

fill_log 50001
refused_log 'one push adds at most 50000 files'

# What Dana's own next record is, goes through.
ai_commit cursor 120 src/more.cc
signed --base origin/main
equal "$(git rev-parse "$log")" "$(tip_of "$log")"
