#!/usr/bin/env bash
# A sign-off is killed at each step that puts something into place, and a sync before and after each
# git that it runs. Afterwards the log is whole and holds all earlier records, and the next one works;
# a lock that the kill left is named.
source "$(dirname "$0")/lib.sh"
export ASAN_OPTIONS="$ASAN_OPTIONS:detect_leaks=0"  # it cannot run under strace
strace -qq -o /dev/null -e inject=/^rename:signal=KILL:when=9 true 2>/dev/null ||
  { echo 'skipped: no strace here, or it may not trace'; exit 77; }

project dana
git checkout -q main
new_remote
git checkout -q topic
ai_commit cursor 120 src/app.cc
signed --range origin/main..topic
log=refs/heads/sallyport/signoffs
lock=".git/$log.lock"
recorded=$(log_files)

# whole: no object is missing or broken, every record that was there is there, the refs are valid.
whole() {
  local repository
  for repository in . "$root/origin.git"; do
    run git -C "$repository" fsck --strict --no-dangling --connectivity-only
    [[ $status == 0 && -z $output ]] || fail "the log is broken: $1"
  done
  run comm -23 <(echo "$recorded") <(log_files)
  [[ -z $output ]] || fail "a record is lost: $1"
  recorded=$(log_files)
}

# --- the append: an object or a ref gets its place by a rename ---

# killed_at N: signs, and kills the program at its Nth rename; fails when there are fewer.
killed_at() {
  run in_terminal strace -qq -o "$root/tmp/trace" -e trace=/^rename \
    -e "inject=/^rename:signal=KILL:when=$1" \
    sallyport signoff security --answer 'security.threats=nothing new is reachable' \
    --range origin/main..topic --no-sync
  [[ $status == 0 || $status == 137 ]] || fail 'it ended in another way'
  [[ $status == 137 ]]
}

kills=0 locked=0
while killed_at $((kills + 1)); do
  ((++kills))
  whole "rename $kills"
  if [[ -e $lock ]]; then
    ((++locked))
    rm "$lock"
  fi
done
((kills >= 7)) || fail "killed only $kills times"
((locked == 1)) || fail "the ref was locked $locked times as it was killed"
whole 'after an append'

# What a killed git leaves is named, and how to go on.
: >"$lock"
expect_status 3 sign --range origin/main..topic --no-sync
said "'$log' is locked by '.*/$lock'" "rm .*/$lock"
rm "$lock"
signed --range origin/main..topic --no-sync

# --- the sync: before and after each git ---

cat >"$root/bin/git" <<SH
#!/bin/sh
# kill WHEN COMMAND in $root/tmp/kill: kills whoever runs that command, before or after it.
read -r when command <"$root/tmp/kill" || exec $(command -v git) "\$@"
case " \$* " in *" \$command "*) ;; *) exec $(command -v git) "\$@" ;; esac
if [ "\$when" = before ]; then kill -9 \$PPID; exit 1; fi
$(command -v git) "\$@"
kill -9 \$PPID
SH
chmod +x "$root/bin/git"
: >"$root/tmp/kill"
for command in fetch push; do
  for when in before after; do
    signed --range origin/main..topic --no-sync
    echo "$when $command" >"$root/tmp/kill"
    run sallyport sync
    equal 137 "$status"
    : >"$root/tmp/kill"
    whole "$when $command"
  done
done
expect_status 0 sallyport sync
whole 'after a sync'
equal "$(git rev-parse "$log")" "$(tip_of "$log")"
