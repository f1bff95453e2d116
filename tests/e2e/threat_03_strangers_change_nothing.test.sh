#!/usr/bin/env bash
# Whatever somebody who is nobody in the policy adds to the log, no verdict has another byte. Made up
# from real records, by chance: RANDOM is seeded, and the seed is told where it finds something.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/forged.sh"

add_person alice
add_person mallory
POLICY_EXTRA='[waive]
approvers = ["alice@example.com"]'
project dana alice
new_remote
git fetch -q
ai_commit claude-code 120 src/app.cc
log=refs/heads/sallyport/signoffs seeds=(1)

# kept KIND COMMAND…: the payload and the envelope of the record that the command makes.
kept() {
  local kind=$1 before
  shift
  before=$(log_files 2>/dev/null || true)
  expect_status 0 "$@"
  git show "$log:$(comm -13 <(echo "$before") <(log_files))" >"$root/tmp/$kind.json"
  jq -r .payload "$root/tmp/$kind.json" | base64 -d >"$root/tmp/$kind.payload"
  git update-ref "refs/test/$kind" "$log"
}
new_log() { git update-ref "$log" "$(git commit-tree -m 'Start a log' "$(git mktree </dev/null)")"; }
new_log
git update-ref refs/test/blocked "$log"
kept approved sign --range main..topic --no-sync
id=$(sha256sum <"$root/tmp/approved.payload" | cut -c1-64)
kept revoked in_terminal sallyport revoke "$id" --reason wrong --no-sync
git update-ref "$log" refs/test/approved
kept rejected as alice sign --reject --notes 'no: it leaks' --range main..topic --no-sync
git update-ref "$log" refs/test/blocked
kept waived as alice in_terminal sallyport waive security --reason urgent --ticket T-1 --until 9h \
  --range main..topic --no-sync
git update-ref "$log" refs/test/blocked
kept declared in_terminal sallyport declare ai --range main..topic --no-sync
kinds=(approved revoked rejected waived declared)
# Whose record a stranger can copy: what is in the log of that state.
signed_envelope mallory "$root/tmp/approved.payload" >"$root/tmp/blocked.json"
declare -A there=([blocked]=blocked [approved]=approved [revoked]=approved [rejected]=approved
  [waived]=waived [declared]=declared)

# pick VARIABLE CHOICE…: one of them, by chance; not in a subshell, where RANDOM forgets its seed.
pick() { printf -v "$1" %s "${@:RANDOM % ($# - 1) + 2:1}"; }
digits() { printf "%0$((64 - ${#1}))d%s" 0 "$1"; }

# made_up N: file N of the log, in $root/tmp/junk; prints where it goes.
made_up() {
  local kind who how form payload="$root/tmp/payload" junk="$root/tmp/junk" folder name original
  original="$root/tmp/${there[$state]}.json"
  RANDOM=$((seed * 1000 + $1))
  pick kind "${kinds[@]}"
  pick who dana alice mallory ''
  pick how same same note id item time verdict target tty
  pick form mallory mallory mallory unsigned stolen copy spaced cut random nested large
  jq -cjS --argjson n "$1" --arg who "$who" --arg other "$(digits "$1")" --arg how "$how" --arg id "$id" '
    .predicate.signer = (if $who == "" then "" else $who + "@example.com" end)
    | if $how == "note" then .predicate.notes = "\($n)"
      elif $how == "id" then .predicate.extends = [$id, $other]
      elif $how == "item" then .predicate.item = "policy-change"
      elif $how == "time" then .predicate.time += ($n * 86400 - 864000)
      elif $how == "verdict" then .predicate.verdict = (["approve", "reject", "revoke", "waive", "purge"][$n % 5])
      elif $how == "target" then .predicate.target = "refs/heads/other"
      elif $how == "tty" then .predicate.attended.tty = false else . end' \
    "$root/tmp/$kind.payload" >"$payload"
  case $form in
    mallory) signed_envelope mallory "$payload" >"$junk" ;;
    unsigned) unsigned_envelope "$payload" >"$junk" ;;
    stolen) jq -c --arg p "$(base64 -w0 <"$payload")" '.payload = $p' "$original" >"$junk" ;;
    copy) cp "$original" "$junk" ;;
    spaced) jq -c --argjson n "$1" '.signatures[0].keyid = "\($n)" | .more = $n' "$original" >"$junk" ;;
    cut) head -c $((RANDOM % 400)) "$root/tmp/$kind.json" >"$junk" ;;
    random) head -c $((RANDOM % 300)) /dev/urandom >"$junk" ;;
    nested) printf '[%.0s' {1..5000} >"$junk" ;;
    large) { echo "{\"x\":\"$1"; head -c 2000000 /dev/zero | tr '\0' a; } >"$junk" ;;
  esac
  pick name "$(name_of "$junk")" "$(name_of "$junk")" "$(name_of "$junk")" "$(digits "$1").json" \
    "$(sha256sum <"$payload" | cut -c1-64).covers.json" README
  pick folder standing standing "$(today)" "$(today)" records/2026/13/40 records/9999/12/31 other \
    "subjects/$id/new/src" "subjects/$id/old" "subjects/$id/purged-by" "subjects/$(digits "$1")"
  echo "$folder/$name"
}

# add_junk FIRST LAST: these, in one commit on the log.
add_junk() {
  local n path mode index="$root/tmp/log-index"
  rm -f "$index"
  GIT_INDEX_FILE=$index git read-tree "$log"
  for ((n = $1; n <= $2; n++)); do
    path=$(made_up "$n")
    # What is there stays: to alter or remove a record is another attack.
    [[ -z $(GIT_INDEX_FILE=$index git ls-files "$path") ]] || continue
    pick mode 100644 100644 100755 120000
    printf '%s %s\t%s\n' "$mode" "$(git hash-object -w "$root/tmp/junk")" "$path" |
      GIT_INDEX_FILE=$index git update-index --add --index-info
  done
  git update-ref "$log" "$(git commit-tree -p "$log" -m Junk "$(GIT_INDEX_FILE=$index git write-tree)")"
}

# verdicts: where it lands, and where it is worked on; with and without what is kept of the log.
verdicts() {
  local status=0
  sallyport ci --base origin/main --head topic --target refs/heads/main --format json || status=$?
  sallyport check --range main..topic --json || status=$status$?
  echo "$status"
}

told=$(for state in blocked "${kinds[@]}"; do
  git update-ref "$log" "refs/test/$state"
  json .verdict sallyport ci --base origin/main --head topic --target refs/heads/main --format json
done | sort | uniq -c | xargs)
equal '4 blocked 2 pass' "$told"

for seed in "${seeds[@]}"; do
  RANDOM=$seed
  for state in blocked "${kinds[@]}"; do
    git update-ref "$log" "refs/test/$state"
    rm -rf .git/sallyport
    verdicts >"$root/tmp/before" 2>&1
    add_junk 1 7
    verdicts >"$root/tmp/after" 2>&1
    add_junk 8 14
    git update-ref refs/remotes/origin/sallyport/signoffs "$log"
    verdicts >"$root/tmp/later" 2>&1
    git update-ref -d refs/remotes/origin/sallyport/signoffs
    output=$(diff "$root/tmp/before" "$root/tmp/after" && diff "$root/tmp/before" "$root/tmp/later") ||
      fail "seed $seed, $state: a stranger's file changed a verdict"
  done
done
add_to_log "standing/$(name_of "$root/tmp/blocked.json")" "$root/tmp/blocked.json"
run sallyport explain main..topic
said 'passed over in the log: [0-9]+ file'
