#!/usr/bin/env bash
# Style that no compiler checks. usage: style.sh [ROOT]
set -euo pipefail
cd "${1:-$(dirname "$0")/../..}"

faults=0
fault() {
  echo "$1" >&2
  faults=$((faults + 1))
}

mapfile -t text_files < <(find . -type f \
  -not -path './build/*' -not -path './.git' -not -path './.git/*' -not -path './.cache/*' -not -name '*.bin' |
  sed 's,^\./,,' | sort)
mapfile -t code_files < <(printf '%s\n' "${text_files[@]}" |
  grep -E '\.(c|cpp|hpp|cmake|sh)$|^(hooks/[^.]*|quickstart|run-tests|\.ci/run)$')

# find_in_code AWK: every line that the program prints about the code files is a fault.
find_in_code() {
  local said
  while IFS= read -r said; do
    fault "$said"
  done < <(printf '%s\n' "${code_files[@]}" | xargs -rd '\n' awk "$1")
}

find_in_code '
  function close_file() { if (lines > 400) print file ": " lines " lines, at most 400: split it by topic" }
  FNR == 1 { close_file(); file = FILENAME }
  { lines = FNR }
  FNR == 1 && FILENAME ~ /\.hpp$/ && $0 != "#pragma once" { print FILENAME ":1: a header starts with #pragma once" }
  END { close_file() }'

# find_pattern WHAT REGEX FILE...: every match is a fault.
find_pattern() {
  local what=$1 regex=$2 hit
  shift 2
  while IFS= read -r hit; do
    fault "$hit: $what"
  done < <(grep -nHIE "$regex" "$@" | cut -d: -f1,2 || true)
}

others=()
for file in "${text_files[@]}"; do
  [ "$file" = tests/lint/style.sh ] || others+=("$file")
done
find_pattern "a path of one machine" '(^|[^[:alnum:]_./}-])/(work|root)/[[:alnum:].]' "${others[@]}"
find_pattern "unfinished work" '\b(TODO|FIXME|XXX)\b' "${others[@]}"
find_pattern "trailing white space" '[ 	]+$' "${code_files[@]}"
find_pattern "a banner" '^[[:space:]]*(//|#) ?[-=*#~]{4,}' "${code_files[@]}"

find_in_code '
  FILENAME !~ /\.[ch]pp$/ { nextfile }
  FNR == 1 { delete seen }
  /^namespace/ { nextfile }
  /^#include / && seen[$2]++ { print FILENAME ":" FNR ": included before" }'

# Sources are checked together by clang-tidy, so one may use what another one has named.
find_in_code '
  function close_file(name) { for (name in named) if (uses[name] < 2) print named[name] ": a name that nothing uses" }
  FILENAME !~ /\.cpp$/ { nextfile }
  FNR == 1 { close_file(); delete named; delete uses }
  /^(using ([a-z_]+::)+[A-Za-z_]+;|namespace [a-z_]+ = )/ {
    name = $2; sub(/;$/, "", name); sub(/.*::/, "", name); named[name] = FILENAME ":" FNR
  }
  { count = split($0, words, /[^A-Za-z0-9_]+/); for (i = 1; i <= count; i++) uses[words[i]]++ }
  END { close_file() }'

# A tool once took a brace within a function for the end of a namespace; compilers do not mind.
find_in_code '
  FILENAME !~ /\.[ch]pp$/ { nextfile }
  FNR == 1 { before = "" }
  /}  \/\/ namespace/ && (/^[[:space:]]/ || (before != "" && before !~ /^}  \/\/ namespace/)) {
    print FILENAME ":" FNR ": the end of a namespace within something else"
  }
  { before = $0 }'

[ $faults = 0 ] || { echo "$faults faults" >&2; exit 1; }
