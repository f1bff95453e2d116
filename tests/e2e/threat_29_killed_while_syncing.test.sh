#!/usr/bin/env bash
# A sync is killed before and after each git that it runs. Afterwards the log is whole and holds all
# earlier records, and the next sync works.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/whole_log.sh"

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
