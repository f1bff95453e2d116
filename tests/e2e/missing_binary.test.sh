#!/usr/bin/env bash
# A hook whose binary is gone blocks, with the mend.
source "$(dirname "$0")/lib.sh"

new_repo widgets
init_policy dana
cp "$SALLYPORT_BINARY" "$root/tmp/sallyport"
"$root/tmp/sallyport" install >/dev/null
rm "$root/tmp/sallyport" "$root/bin/sallyport" "$root/bin/git-sallyport"
stage_lines 1 src/app.cc
expect_status 1 git commit -m 'Add little'
said "neither at $root/tmp/sallyport nor in PATH" 'sallyport install'
