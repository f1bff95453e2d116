#!/usr/bin/env bash
# Trees and commits that old versions of git, or other programs, wrote stop nobody: what is blocked can be
# signed with the command that is printed, and passes, also for the next change of the same file.
source "$(dirname "$0")/lib.sh"

new_repo widgets
init_policy dana
object() { git hash-object -t "$1" -w --stdin --literally; }
old=$(gen_lines 40 old | git hash-object -w --stdin)
# entry MODE NAME ID: one of a tree.
# shellcheck disable=SC2001  # by pairs of digits
entry() { printf '%s %s\0%b' "$1" "$2" "$(sed 's/../\\x&/g' <<<"$3")"; }
folder=$({ entry 100664 app.c "$old"; entry 100644 z.c "$old"; entry 100644 a.c "$old"; } | object tree)
policy=$(git rev-parse HEAD:.sallyport)
tree=$({ entry 040000 .sallyport "$policy"; entry 040000 src "$folder"; } | object tree)
git update-ref refs/heads/main "$(printf 'tree %s\nparent %s\nauthor nobody\ncommitter C <c@example.com> 1\n\nOld' \
  "$tree" "$(git rev-parse HEAD)" | object commit)"
git reset -q --hard
new_remote
sallyport install >/dev/null
git checkout -q -b topic
for round in 1 2; do
  gen_lines 120 "round$round" >>src/app.c
  expect_status 1 as_tool cursor git commit -q -am "Round $round"
  command=$(grep -oE 'sallyport signoff security --range [0-9a-f.]+' <<<"$output")
  # shellcheck disable=SC2086  # words
  expect_status 0 in_terminal $command
  expect_status 0 as_tool cursor git commit -q -am "Round $round"
  expect_status 0 git push -q origin topic:main
done
expect_status 0 sallyport explain src/app.c
expect_status 0 sallyport scan
