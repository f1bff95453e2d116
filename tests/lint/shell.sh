#!/usr/bin/env bash
# Every shell script of the project passes shellcheck. Scenarios see only what the files that they
# source define, not their bodies, which are checked once: it takes a third of the time.
set -euo pipefail
cd "$(dirname "$0")/../.."
# SC2016: programs in single quotes (bash -c, awk, jq) hold `$` on purpose.
places=(.ci bench ci-templates hooks tools tests quickstart run-tests)
outlines=$(mktemp -d)
trap 'rm -rf "$outlines"' EXIT

# check SOURCES FILES…: with what `source` names looked for in SOURCES.
# shellcheck disable=SC2317  # xargs runs it
check() { shellcheck -x -P "$1" -e SC2016 "${@:2}"; }
export -f check
export outlines

for file in tests/e2e/*.sh; do
  [[ $file == *.test.sh ]] || {
    printf '# shellcheck shell=bash\nset -euo pipefail\n'
    sed -nE 's/^([a-z_]+)\(\).*/\1() { "$@"; }/p' "$file"
    { grep -oE '\$\{?[A-Z_]+\b' "$file" || true; } | tr -d '${' | sort -u | sed 's/.*/: "${&:-}"/'
    { grep -oE '\b[A-Za-z_]+=' "$file" || true; } | sort -u | sed -e 's/^/export /' -e 's/$/x/'
  } >"$outlines/${file##*/}"
done
{
  find "${places[@]}" -type f -name '*.sh' -print0
  grep -rlIZE '^#!.*\b(ba)?sh$' "${places[@]}"
} | sort -zu >"$outlines/all"
status=0
grep -zE '\.test\.sh$' "$outlines/all" |
  xargs -0 -P"$(nproc)" -n 20 bash -c 'check "$outlines" "$@"' _ || status=1
grep -zvE '\.test\.sh$' "$outlines/all" |
  xargs -0 -P"$(nproc)" -n 5 bash -c 'check SCRIPTDIR "$@"' _ || status=1
exit $status
