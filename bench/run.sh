#!/usr/bin/env bash
# Measures sallyport against the git command that looks at the same data, and prints the ratios as a
# Markdown table. usage: bench/run.sh [SALLYPORT [REPOSITORY...]]   (default: build/release/sallyport)
# Of each REPOSITORY, a clone, the last 1, 10 and 50 first-parent commits of HEAD are judged.
# BENCH_DIR keeps the made repositories and hyperfine's JSON; without it they go to build/bench.
set -euo pipefail
root=$(realpath "$(dirname "$0")/..")
sallyport=$(realpath "${1:-$root/build/release/sallyport}")
clones=("${@:2}")
folder=$(realpath -m "${BENCH_DIR:-$root/build/bench}")
"$root/tools/setup.sh" bench
mkdir -p "$folder/home" "$folder/results"

# Nothing of the caller's configuration has a part in the times.
export HOME=$folder/home GIT_CONFIG_NOSYSTEM=1 LC_ALL=C.UTF-8 TZ=UTC
export GIT_AUTHOR_NAME=Alice GIT_AUTHOR_EMAIL=alice@example.com
export GIT_COMMITTER_NAME=Alice GIT_COMMITTER_EMAIL=alice@example.com
export GIT_AUTHOR_DATE='2026-01-05T12:00:00Z' GIT_COMMITTER_DATE='2026-01-05T12:00:00Z'

# Alice's key, the only one of the policy.
key=$folder/home/id_ed25519
[ -e "$key" ] || ssh-keygen -q -t ed25519 -N '' -C alice -f "$key"

policy_files() {
  mkdir -p .sallyport
  cat >.sallyport/policy.toml <<'TOML'
schema = 1
repo_id = "example/bench"
extends = "sallyport:standard@1"
target = "refs/heads/main"
TOML
  echo "alice@example.com namespaces=\"signoff.v1@sallyport\" $(cut -d' ' -f1,2 "$key.pub")" \
    >.sallyport/allowed_signers
}

# new_repository NAME FILES: FILES files of 40 lines in folders of 100, committed in one go.
new_repository() {
  git init -q -b main "$folder/$1"
  cd "$folder/$1"
  awk -v files="$2" 'BEGIN {
    print "blob\nmark :1\ndata <<END"
    for (i = 1; i <= 40; i++) print "line " i " of a file that stays as it is"
    print "END\ncommit refs/heads/main\ncommitter Alice <alice@example.com> 1767614400 +0000"
    print "data <<END\nStart\nEND"
    for (i = 0; i < files; i++) printf "M 100644 :1 src/d%d/f%d.c\n", i / 100, i
  }' | git fast-import --quiet
  git reset -q --hard
  policy_files
  git add .sallyport
  git commit -q -m 'Add the policy'
}

# staged_repository NAME FILES: four files changed and staged, about 400 lines.
staged_repository() {
  [ ! -e "$folder/$1/.git/bench-ready" ] || return 0
  new_repository "$1" "$2"
  for file in src/d0/f0.c src/d0/f7.c src/d1/f100.c src/d1/new.c; do
    seq -f 'added line %g' 100 >>"$file"
  done
  git add -A
  touch .git/bench-ready
}

# history_repository NAME: 1,000 commits, every third by an AI tool, in 500 files.
history_repository() {
  [ ! -e "$folder/$1/.git/bench-ready" ] || return 0
  new_repository "$1" 500
  git tag bench-start
  awk 'BEGIN {
    print "reset refs/heads/main\nfrom refs/tags/bench-start^0\n"
    for (c = 1; c <= 1000; c++) {
      printf "commit refs/heads/main\ncommitter Alice <alice@example.com> %d +0000\n", 1767614400 + c * 60
      print "data <<END\nChange " c
      if (c % 3 == 0) print "\nCo-Authored-By: Claude <noreply@anthropic.com>"
      print "END"
      for (f = 0; f < 3; f++) {
        n = (c * 7 + f * 131) % 500
        printf "M 100644 inline src/d%d/f%d.c\ndata <<END\n", n / 100, n
        for (i = 1; i <= 40; i++) print (i % 10 == c % 10 ? "changed by " c : "line " i " of a file that stays as it is")
        print "END"
      }
    }
  }' | git fast-import --quiet --force
  git reset -q --hard
  git gc -q
  touch .git/bench-ready
}

# merge_repository NAME: 300 topics of 4 commits in 500 files, each merged, up to 20 merges after it began;
# every fifth is an AI's.
merge_repository() {
  [ ! -e "$folder/$1/.git/bench-ready" ] || return 0
  new_repository "$1" 500
  git tag bench-start
  awk 'function file(topic, commit) { n = (topic * 4 + commit) % 500; return "src/d" int(n / 100) "/f" n ".c" }
  function text(topic, commit, i, lines) {
    lines = ""
    for (i = 1; i <= 40; i++) lines = lines (i % 8 == commit % 8 ? "topic " topic " changed this in " commit : "line " i " of a file that stays as it is") "\n"
    return lines
  }
  function commit(mark, from, merged, time, message) {
    printf "commit refs/heads/main\nmark :%d\ncommitter Alice <alice@example.com> %d +0000\ndata <<END\n%s\nEND\nfrom %s\n", mark, time, message, from
    if (merged) printf "merge :%d\n", merged
  }
  BEGIN {
    tip[0] = "refs/tags/bench-start^0"
    for (t = 1; t <= 300; t++) {
      began = t - 1 - (t * 7) % 20
      from = tip[began < 0 ? 0 : began]
      for (c = 1; c <= 4; c++) {
        commit(t * 10 + c, from, 0, 1767614400 + t * 600 + c * 60, "Change " t "." c (t % 5 ? "" : "\n\nCo-Authored-By: Claude <noreply@anthropic.com>"))
        printf "M 100644 inline %s\ndata <<END\n%sEND\n\n", file(t, c), text(t, c)
        from = ":" (t * 10 + c)
      }
      commit(t * 10, tip[t - 1], t * 10 + 4, 1767614400 + t * 600 + 300, "Merge topic " t)
      for (c = 1; c <= 4; c++) printf "M 100644 inline %s\ndata <<END\n%sEND\n", file(t, c), text(t, c)
      print ""
      tip[t] = ":" (t * 10)
    }
  }' | git fast-import --quiet --force
  git reset -q --hard
  git gc -q
  touch .git/bench-ready
}

# server_repository NAME: a bare repository and, in `moves`, what pre-receive is told of a push of one
# commit with 1,000 new files, by an AI tool.
server_repository() {
  [ ! -e "$folder/$1/moves" ] || return 0
  new_repository "$1-work" 500
  for file in $(seq 1000); do seq -f "line %g of file $file" 40 >"new$file.c"; done
  git add -A
  git commit -q -m $'Add files\n\nCo-Authored-By: Claude <noreply@anthropic.com>'
  git clone -q --bare . "$folder/$1"
  git -C "$folder/$1" update-ref refs/heads/main HEAD~1
  git -C "$folder/$1" fetch -q "$folder/$1-work" HEAD
  echo "$(git rev-parse HEAD~1) $(git rev-parse HEAD) refs/heads/main" >"$folder/$1/moves"
}

# measure TITLE REPOSITORY OURS THEIRS: one row. Exit code 1 is a verdict, not a failure.
rows=()
measure() {
  local json="$folder/results/${#rows[@]}.json" code=0
  cd "$2"
  bash -c "$3" >/dev/null 2>"$folder/results/errors" || code=$?
  if [ "$code" -gt 1 ]; then
    echo "bench: exit code $code: $3" >&2
    cat "$folder/results/errors" >&2
    exit 1
  fi
  hyperfine --style none --shell=none --ignore-failure --warmup 2 --min-runs 10 \
    --export-json "$json" "$3" "$4" >/dev/null 2>&1
  rows+=("$(jq -r --arg title "$1" '
    def ms: . * 10000 | round / 10;
    def ratio($ours; $gits): $ours / $gits * 100 | round / 100;
    .results | map(.user + .system) as [$ours, $gits] |
    "| \($title) | \($ours | ms) | \($gits | ms) | \(ratio($ours; $gits)) | \(ratio(.[0].median; .[1].median)) |"
  ' "$json")")
}

staged_repository small 200
staged_repository large 50000
history_repository history
merge_repository merges
server_repository server

measure 'start: `--version` / `git version`' "$folder/small" "$sallyport --version" 'git version'
for size in small large; do
  measure "staged change, $size repository: \`check --staged\` / \`git diff --cached --numstat\`" \
    "$folder/$size" "$sallyport check --staged" 'git diff --cached --numstat'
done
measure '1,000 commits: `check --range` / `git log --numstat --no-renames`' "$folder/history" \
  "$sallyport check --range bench-start..HEAD" 'git log --numstat --no-renames bench-start..HEAD'

for steps in 10 50 300; do
  measure "$steps merges of topics: the same" "$folder/merges" "$sallyport check --range HEAD~$steps..HEAD" \
    "git log --numstat --no-renames HEAD~$steps..HEAD"
done
for clone in "${clones[@]}"; do
  for steps in 1 10 50; do
    measure "$(basename "$clone"), the last $steps first-parent commits: the same" "$clone" \
      "$sallyport check --policy standard --range HEAD~$steps..HEAD" "git log --numstat --no-renames HEAD~$steps..HEAD"
  done
done

read -r old new _ <"$folder/server/moves"
measure 'push of 1,000 files: `hook pre-receive` / `git diff --numstat`' "$folder/server" \
  "bash -c '$sallyport hook pre-receive <moves'" "bash -c 'git diff --numstat --no-renames $old $new'"

echo '| what | sallyport, ms | git, ms | ratio | ratio of wall clock |'
echo '|---|---:|---:|---:|---:|'
printf '%s\n' "${rows[@]}"
echo
echo "Processor time, means of ten runs or more, and medians of wall clock; $(git version), $(nproc) processors. 'small' has 200 files, 'large' 50,000."
