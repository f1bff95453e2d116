#!/usr/bin/env bash
# A hook whose binary is gone lets no PATH entry that is not absolute supply another.
source "$(dirname "$0")/lib.sh"

new_repo widgets
init_policy dana
cp "$SALLYPORT_BINARY" "$root/tmp/sallyport"
"$root/tmp/sallyport" install >/dev/null
rm "$root/tmp/sallyport" "$root/bin/sallyport" "$root/bin/git-sallyport"
mkdir tools
for folder in . tools; do
  printf '#!/bin/sh\necho %q >>%q\n' "$folder/sallyport" "$root/tmp/ran" >"$folder/sallyport"
  chmod +x "$folder/sallyport"
done
stage_lines 1 src/app.cc

for entries in ".:$PATH" ":$PATH" "tools:$PATH"; do
  PATH=$entries expect_status 1 git commit -m 'Add little'
  said "neither at $root/tmp/sallyport nor in PATH" 'sallyport install'
  [[ ! -e $root/tmp/ran ]] || fail "PATH=$entries: the hook ran $(cat "$root/tmp/ran")"
done
