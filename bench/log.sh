#!/usr/bin/env bash
# Measures check on a repository whose sign-off log holds many records, against git reading the same log,
# and prints a Markdown table. usage: bench/log.sh [SALLYPORT]   (default: build/release/sallyport)
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
key=$folder/home/id_ed25519
[ -e "$key" ] || ssh-keygen -q -t ed25519 -N '' -C alice -f "$key"

# make_repository: one AI commit of 200 lines on `topic`, and the log.
make_repository() {
  rm -rf "$repository"
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
  node "$root/bench/log_records.mjs" "$records" "$days" "$key" app.c | git fast-import --quiet
  git gc -q
  touch .git/bench-ready
}

repository=$folder/log-$records-$days
[ -e "$repository/.git/bench-ready" ] || make_repository
cd "$repository"
log=refs/heads/sallyport/signoffs
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
git update-ref "$log" "$tip"

echo '| what | ms | processor ms |'
echo '|---|---:|---:|'
printf '%s\n' "${rows[@]}"
echo
echo "Medians; $(git version), $(nproc) processors. $records records over $days days in $(git count-objects -vH |
  sed -n 's/^size-pack: //p'); $(du -h --apparent-size .git/sallyport | tail -1 | cut -f1) of caches."
