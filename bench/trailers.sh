#!/usr/bin/env bash
# Compares what git and Sallyport take for trailers in the newest N messages of a repository, and prints
# the counts as a row of a Markdown table. Fails where git sees one that the final block has not.
# usage: bench/trailers.sh REPO [N [NAME]]   (default: 10000, the name of its folder)
# BENCH_TRAILERS names the built program; without it it is the one of build/release.
set -euo pipefail
root=$(realpath "$(dirname "$0")/..")
repository=${1:?usage: bench/trailers.sh REPO [N [NAME]]}
program=${BENCH_TRAILERS:-$root/build/release/tests/bench_trailers}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 LC_ALL=C.UTF-8
git=(git --no-replace-objects -C "$repository" -c safe.directory='*')

"${git[@]}" rev-list -n "${2:-10000}" HEAD >"$folder/commits"
"${git[@]}" log -z --no-walk=unsorted --stdin --encoding=none --format='%(trailers:only,unfold)' \
  <"$folder/commits" >"$folder/git"
"${git[@]}" cat-file --batch <"$folder/commits" >"$folder/batch"
status=0
"$program" "$folder/git" <"$folder/batch" >"$folder/counts" || status=$?
awk -v repository="${3:-$(basename "$repository")}" '
  { count[++n] = $NF }
  END { printf "| %s | %d | %d | %d | %d | %d |\n", repository, count[1], count[2], count[3], count[4], count[5] }
' "$folder/counts"
exit "$status"
