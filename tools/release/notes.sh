#!/usr/bin/env bash
# Prints the notes of a release: what CHANGELOG.md says of it.
set -euo pipefail
[[ ${1:-} =~ ^v?([0-9]+\.[0-9]+\.[0-9]+)$ ]] || { echo 'usage: tools/release/notes.sh VERSION' >&2; exit 2; }
version=${BASH_REMATCH[1]}
notes=$(awk -v heading="## [$version]" 'index($0, "## ") == 1 { inside = index($0, heading) == 1; next } inside' \
  "$(dirname "$0")/../../CHANGELOG.md")
[[ $notes =~ [^[:space:]] ]] || { echo "notes.sh: CHANGELOG.md has no section '## [$version]'" >&2; exit 1; }
sed '/./,$!d' <<<"$notes"
