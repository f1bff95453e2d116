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

for file in "${code_files[@]}"; do
  lines=$(wc -l <"$file")
  [ "$lines" -le 400 ] || fault "$file: $lines lines, at most 400: split it by topic"
done

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

for file in "${code_files[@]}"; do
  [[ $file != *.hpp ]] || [ "$(grep -m1 -n '' "$file")" = '1:#pragma once' ] ||
    fault "$file:1: a header starts with #pragma once"
done

# A tool once took a brace within a function for the end of a namespace; compilers do not mind.
while IFS= read -r place; do
  fault "$place: the end of a namespace within something else"
done < <(printf '%s\n' "${code_files[@]}" | grep -E '\.[ch]pp$' | xargs -d '\n' awk '
  FNR == 1 { before = "" }
  /}  \/\/ namespace/ && (/^[[:space:]]/ || (before != "" && before !~ /^}  \/\/ namespace/)) { print FILENAME ":" FNR }
  { before = $0 }')

[ $faults = 0 ] || { echo "$faults faults" >&2; exit 1; }
