#!/usr/bin/env bash
# Compares the line diffs of Sallyport with those of git: of all text files that the newest commits of a
# repository changed, and of a million made pairs; with and without white space.
# usage: bench/line_diffs.sh REPOSITORY [COMMITS] [BENCH_LINE_DIFFS]
#   (default: 2000, build/dev/tests/bench_line_diffs)
set -euo pipefail
root=$(realpath "$(dirname "$0")/..")
repository=$(realpath "${1:?usage: bench/line_diffs.sh REPOSITORY [COMMITS] [BENCH_LINE_DIFFS]}")
ours=$(realpath "${3:-$root/build/dev/tests/bench_line_diffs}")
git -C "$repository" log -n "${2:-2000}" --format= --raw --no-renames --no-abbrev --diff-filter=M |
  awk '$1 ~ /^:100/ && $2 ~ /^100/ { print $3, $4 }' | sort -u | "$ours" "$repository"
