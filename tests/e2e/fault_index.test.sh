#!/usr/bin/env bash
# An index that is cut short or a folder is exit 3 with the command that helps; one that another git has locked is read as it is, and a sign-off leaves the lock alone.
source "$(dirname "$0")/lib.sh"

project dana
stage_lines 120 src/app.cc
cp .git/index "$root/tmp/index"
size=$(stat -c %s .git/index)
cuts=(1 12)
# Git itself passes over the checksum, and commits what it makes of the rest.
if read_by_libgit2; then cuts+=(100 $((size - 1))); fi
for bytes in "${cuts[@]}"; do
  head -c "$bytes" "$root/tmp/index" >.git/index
  CLAUDECODE=1 expect_status 3 sallyport check --staged
  said 'hint: '
done
rm .git/index
mkdir .git/index
expect_status 3 sallyport check --staged
said 'hint: '
rmdir .git/index
cp "$root/tmp/index" .git/index
: >.git/index.lock
CLAUDECODE=1 expect_status 1 sallyport check --staged
signed --staged --no-sync
[[ -e .git/index.lock ]] || fail 'the lock is gone'
