#!/usr/bin/env bash
# A sync that is interrupted, or whose output nobody reads, loses no record and leaves no lock; the next one works.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
ai_commit cursor 120 src/app.cc
signed --range main..topic --no-sync
cat >"$root/bin/git" <<SH
#!/bin/sh
case " \$* " in *" push "*) [ ! -e "$root/tmp/interrupt" ] || { kill -INT \$PPID; sleep 1; } ;; esac
exec $(command -v git) "\$@"
SH
chmod +x "$root/bin/git"
: >"$root/tmp/interrupt"
run sallyport sync
[[ $status != 0 ]] || fail 'interrupted, and exit 0'
rm "$root/tmp/interrupt"
equal '' "$(find .git -name '*.lock')"
equal 1 "$(log_files | wc -l)"
run bash -c 'sallyport log --json | true'
expect_status 0 sallyport sync
equal "$(git rev-parse sallyport/signoffs)" "$(git -C "$root/origin.git" rev-parse sallyport/signoffs)"
