#!/usr/bin/env bash
# The manual page is clean mdoc, and it and docs/cli.md describe the commands that the program has.
# Takes the program from SALLYPORT_BINARY.
set -euo pipefail
sallyport=${SALLYPORT_BINARY:?the program to ask}
cd "$(dirname "$0")/../.."

warnings=$(groff -mdoc -Tutf8 -ww -z docs/man/sallyport.1 2>&1)
[ -z "$warnings" ] || { echo "$warnings" >&2; exit 1; }

page=$(sed -nE 's/^\.It Cm ([a-z]+).*/\1/p' docs/man/sallyport.1 | sort -u)
reference=$(sed -nE 's/^### `sallyport ([a-z]+).*/\1/p' docs/cli.md | sort -u)
diff <(echo "$page") <(echo "$reference") || { echo "manual page and docs/cli.md differ" >&2; exit 1; }

there=$("$sallyport" --help | sed -nE '/^(Subcommands|SUBCOMMANDS):/,$ s/^  ([a-z]+) .*/\1/p' | sort -u)
diff <(echo "$page") <(echo "$there") || { echo "manual page and program differ" >&2; exit 1; }
# What the code refers to is in the manual: `records.md §4` is a numbered section, and
# `policy.md, "People"` begins the title of one.
has_title() {
  local level title
  while read -r level title; do
    [[ $level =~ ^#+$ && $title == "$2"* ]] && return
  done <"docs/$1"
  return 1
}
missing=0
while IFS=: read -r file page title; do
  has_title "$page" "$title" || { echo "$file: docs/$page has no section '$title'" >&2; missing=1; }
done < <(find src -name '*pp' | while read -r file; do
  tr '\n' ' ' <"$file" | sed 's, /// , ,g' | grep -oE '[a-z]+\.md(,? "[^"]+"| §[0-9]+)' |
    sed -E "s,^([a-z]+\.md) §([0-9]+)\$,$file:\1:\2.,; s/^([a-z]+\.md),? \"(.*)\"\$/${file//\//\\/}:\1:\2/"
done || true)
exit $missing
