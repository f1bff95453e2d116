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
find src -name '*pp' -print0 | xargs -0 awk '
  function refers(text, place, page, title) {
    while (match(text, /[a-z]+\.md(,? "[^"]+"| §[0-9]+)/)) {
      place = substr(text, RSTART, RLENGTH)
      text = substr(text, RSTART + RLENGTH)
      page = place
      sub(/\.md.*/, ".md", page)
      title = substr(place, length(page) + 1)
      if (title ~ /§/) { sub(/.*§/, "", title); title = title "." } else { sub(/^,? "/, "", title); sub(/"$/, "", title) }
      if (!has_title(page, title)) { print file ": docs/" page " has no section \"" title "\""; missing = 1 }
    }
  }
  function has_title(page, title, line) {
    if (!(page in titles)) {
      titles[page] = "\n"
      while ((getline line < ("docs/" page)) > 0) if (line ~ /^#+ /) { sub(/^#+ +/, "", line); titles[page] = titles[page] line "\n" }
    }
    return index(titles[page], "\n" title) > 0
  }
  FNR == 1 { refers(text); text = ""; file = FILENAME }
  { sub(/^ *\/\/\/ /, ""); text = text " " $0 }
  END { refers(text); exit missing }' >&2
