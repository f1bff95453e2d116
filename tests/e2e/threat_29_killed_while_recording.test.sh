#!/usr/bin/env bash
# A sign-off is killed at each step that puts something into place. Afterwards the log is whole and
# holds all earlier records, and the next one works; a lock that the kill left is named.
source "$(dirname "$0")/lib.sh"
export ASAN_OPTIONS="$ASAN_OPTIONS:detect_leaks=0"  # it cannot run under strace
need_libgit2 "git's own renames are not traced"
strace -qq -o /dev/null -e inject=/^rename:signal=KILL:when=9 true 2>/dev/null ||
  { echo 'skipped: no strace here, or it may not trace'; exit 77; }
source "$(dirname "$0")/whole_log.sh"

# killed_at N: signs, and kills the program at its Nth rename; fails when there are fewer.
killed_at() {
  sleep 1.1  # another second makes another record, whose objects are not there yet
  run in_terminal strace -qq -o "$root/tmp/trace" -e trace=/^rename \
    -e "inject=/^rename:signal=KILL:when=$1" \
    sallyport signoff security --answer 'security.threats=nothing new is reachable' \
    --range origin/main..topic --no-sync
  [[ $status == 0 || $status == 137 ]] || fail 'it ended in another way'
  [[ $status == 137 ]]
}

lock=".git/$log.lock"
kills=0 locked=0
while killed_at $((kills + 1)); do
  ((++kills))
  whole "rename $kills"
  if [[ -e $lock ]]; then
    ((++locked))
    rm "$lock"
  fi
  rm -f .git/refs/sallyport/subjects.lock
done
((kills >= 7)) || fail "killed only $kills times"
((locked >= 1)) || fail 'the ref was never locked as it was killed'
whole 'after an append'

# What a killed git leaves is named, and how to go on.
: >"$lock"
expect_status 3 sign --range origin/main..topic --no-sync
said "'$log' is locked by '.*/$lock'" "rm .*/$lock"
rm "$lock"
signed --range origin/main..topic --no-sync
