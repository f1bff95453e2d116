#!/usr/bin/env bash
# A tree with a path that is there twice is an error that names it.
source "$(dirname "$0")/lib.sh"

project dana
blob=$(git hash-object -w README.md)
entry=$(printf '100644 blob %s\tREADME.md' "$blob")
tree=$(printf '%s\n' "$entry" "$entry" | git mktree)
expect_status 3 sallyport check --range "main..$(git commit-tree -p main -m 'Twice' "$tree")"
said 'not in order, or double' 'README.md'
