#!/usr/bin/env bash
# Measures check on a repository whose sign-off log holds many records, against git reading the same log,
# and one whose log strangers filled; and what a server takes to accept pushes of records. Prints a
# Markdown table. usage: bench/log.sh [SALLYPORT]   (default: build/release/sallyport)
# RECORDS and DAYS are how many, and over how many days they are spread (100000 and 1095). BENCH_DIR
# keeps the made repository and hyperfine's JSON; without it they go to build/bench.
set -euo pipefail
root=$(realpath "$(dirname "$0")/..")
sallyport=$(realpath "${1:-$root/build/release/sallyport}")
records=${RECORDS:-100000} days=${DAYS:-1095}
folder=$(realpath -m "${BENCH_DIR:-$root/build/bench}")
"$root/tools/setup.sh" bench
mkdir -p "$folder/home" "$folder/results"

# Nothing of the caller's configuration has a part in the times.
export HOME=$folder/home GIT_CONFIG_NOSYSTEM=1 LC_ALL=C.UTF-8 TZ=UTC
export GIT_AUTHOR_NAME=Alice GIT_AUTHOR_EMAIL=alice@example.com
export GIT_COMMITTER_NAME=Alice GIT_COMMITTER_EMAIL=alice@example.com
for person in alice stranger; do
  [ -e "$folder/home/$person" ] || ssh-keygen -q -t ed25519 -N '' -C "$person" -f "$folder/home/$person"
done
key=$folder/home/alice
log=refs/heads/sallyport/signoffs

# add_records REF RECORDS DAYS PERSON: so many records with that person's key are put on top of REF.
add_records() {
  node "$root/bench/log_records.mjs" "$2" "$3" "$folder/home/$4" app.c "$1" | git fast-import --quiet
}

# add_junk FILES: files with the names and the place of records, each different, on top of the log.
add_junk() {
  awk -v files="$1" -v log_ref="$log" -v tip="$(git rev-parse "$log")" \
    -v month="$(date -u -d '1 month ago' +%Y/%m)" 'BEGIN {
    print "commit " log_ref "\ncommitter X <x@example.com> 1767614400 +0000\ndata 4\nJunk\nfrom " tip
    for (i = 0; i < files; i++) {
      text = "{\"payload\":\"" i "\"}"
      printf "M 100644 inline records/%s/%02d/%064x.json\ndata %d\n%s\n",
        month, i % 28 + 1, i, length(text), text
    }
  }' | git fast-import --quiet
}

# make_repository: one AI commit of 200 lines on `topic`, and the log.
make_repository() {
  rm -rf "$repository" "$folder"/{plain,gated}.git
  git init -q -b main "$repository"
  cd "$repository"
  mkdir .sallyport
  cat >.sallyport/policy.toml <<'TOML'
schema = 1
repo_id = "example/bench"
target = "refs/heads/main"

[[rule]]
name = "large AI change"
when = { ai_lines = ">= 100" }
require = ["security"]

[item.security]
title = "Security review"
text = "Who could misuse this change?"
expires_days = 90
[[item.security.question]]
id = "threats"
ask = "What could an attacker do now?"
min_words = 3

[principal."alice@example.com"]
kind = "human"
TOML
  echo "alice@example.com namespaces=\"signoff.v1@sallyport\" $(cut -d' ' -f1,2 "$key.pub")" \
    >.sallyport/allowed_signers
  git add .
  git commit -q -m 'Add the policy'
  git checkout -q -b topic
  seq -f 'int value_%g;' 200 >app.c
  git add .
  git commit -q -m $'Add values\n\nCo-Authored-By: Claude <noreply@anthropic.com>'
  add_records "$log" "$records" "$days" alice
  git gc -q
  git branch records "$log"
  add_junk 200000
  add_records "$log" 2000 30 stranger
  git branch filled "$log"
  for count in 2000 20000; do add_records "refs/heads/push-$count" "$count" 30 alice; done
  for server in plain gated; do
    git init -q --bare -b main "../$server.git"
    git push -q "../$server.git" main
  done
  "$sallyport" -C ../gated.git install --hooks pre-receive >/dev/null
  touch .git/bench-ready
}

repository=$folder/log-$records-$days
[ -e "$repository/.git/bench-ready" ] || make_repository
cd "$repository"
git update-ref "$log" records
check="$sallyport check --range main..topic"

rm -rf .git/sallyport
status=0
$check >"$folder/results/verdict" || status=$?
if [ "$status" != 0 ] || ! grep -q approved "$folder/results/verdict"; then
  echo "bench: exit code $status: $check" >&2
  cat "$folder/results/verdict" >&2
  exit 1
fi

# measure TITLE PREPARATION COMMAND: one row.
rows=()
measure() {
  local json="$folder/results/log-${#rows[@]}.json"
  hyperfine --style none --shell=none --warmup 1 --min-runs 7 --prepare "$2" --export-json "$json" \
    "$3" >/dev/null 2>&1
  rows+=("$(jq -r --arg title "$1" \
    '.results[0] | "| \($title) | \(.median * 1000 | round) | \(.user + .system | . * 1000 | round) |"' "$json")")
}

tip=$(git rev-parse "$log")
measure '`git rev-list --count` of the log' true "git rev-list --count $tip"
measure '`git log --raw --no-renames` of the log' true "git log --raw --no-renames --format=%H $tip"
measure '`check`, nothing cached' 'rm -rf .git/sallyport' "$check"
measure '`check`, again' true "$check"
measure '`check` after the 100 newest records came' \
  "bash -c 'rm -rf .git/sallyport; git update-ref $log $tip~100; $check; git update-ref $log $tip'" "$check"
git update-ref "$log" "$tip"
measure '`check`, history known, signatures not' 'rm -f .git/sallyport/signatures' "$check"
measure '`log --item none`, which decodes all of them, again' true "$sallyport log --item none"
git update-ref -d "$log"
measure '`check` without a log' true "bash -c '$check || true'"
git update-ref "$log" filled
measure '`check`, 200,000 junk files and 2,000 records of a stranger on top, nothing cached' \
  'rm -rf .git/sallyport' "$check"
measure '`check` of that again' true "$check"
git update-ref "$log" "$tip"
for count in 2000 20000; do
  for server in plain gated; do
    measure "push of $count records to a $server server" "git -C ../$server.git update-ref -d $log" \
      "git push -q ../$server.git push-$count:$log"
  done
done

echo '| what | ms | processor ms |'
echo '|---|---:|---:|'
printf '%s\n' "${rows[@]}"
echo
echo "Medians; $(git version), $(nproc) processors. $records records over $days days in $(git count-objects -vH |
  sed -n 's/^size-pack: //p'); $(du -h --apparent-size .git/sallyport | tail -1 | cut -f1) of caches."
