#!/usr/bin/env bash
# In a repository that cannot be written check, log and explain answer as ever, and a sign-off fails
# with exit 3, says why, and leaves the log as it was.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
signed --range main..topic
ai_commit cursor 130 src/more.cc
verdict=$(sallyport check --range main..topic --json) || true
rm -rf .git/sallyport
before=$(git rev-parse sallyport/signoffs)

if [[ $EUID == 0 ]]; then
  mount --bind "$PWD" "$PWD" 2>/dev/null || { echo 'skipped: no mounting here, and root writes anywhere'; exit 77; }
  trap 'cd /; umount -l "$root/widgets"' EXIT
  cd "$PWD"
  mount -o remount,ro,bind "$PWD" || { echo 'skipped: no read-only mounts here'; exit 77; }
else
  chmod -R a-w "$PWD"
fi

equal "$verdict" "$(sallyport check --range main..topic --json)"
expect_status 1 sallyport check --range main..topic
never_said 'cannot' 'warning'
expect_status 0 sallyport log
said 'security approve dana@example.com'
expect_status 0 sallyport explain main..topic
expect_status 3 sign --range main..topic
said 'cannot write in .*/objects.: ([Rr]ead-only|[Pp]ermission)' 'hint: '
never_said 'to sign:'
equal "$before" "$(git rev-parse sallyport/signoffs)"
