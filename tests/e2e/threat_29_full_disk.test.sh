#!/usr/bin/env bash
# On a full disk a sign-off fails with exit 3 and says so, the log stays whole, and once there is room
# again it works.
source "$(dirname "$0")/lib.sh"

mkdir "$root/small"
mount -t tmpfs -o size=4m tmpfs "$root/small" 2>/dev/null ||
  { echo 'skipped: no mounting here'; exit 77; }
trap 'cd /; umount -l "$root/small"' EXIT
project dana
ai_commit cursor 120 src/app.cc
signed --range main..topic
ai_commit cursor 130 src/more.cc
mv "$root/widgets" "$root/small/widgets"
cd "$root/small/widgets"
before=$(git rev-parse sallyport/signoffs)

dd if=/dev/zero of="$root/small/filler" bs=4k 2>/dev/null || true
expect_status 1 sallyport check --range main..topic
never_said 'No space'
expect_status 3 sign --range main..topic
said 'cannot write in .*/objects.: No space left' 'hint: .*df -h'
never_said 'to sign:'
equal "$before" "$(git rev-parse sallyport/signoffs)"
run git fsck --strict --no-dangling
equal 0 "$status"
equal 1 "$(log_files | wc -l)"

rm "$root/small/filler"
signed --range main..topic
equal 2 "$(log_files | wc -l)"
expect_status 0 sallyport check --range main..topic
