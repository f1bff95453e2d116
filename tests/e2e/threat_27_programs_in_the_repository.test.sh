#!/usr/bin/env bash
# PATH entries that are not absolute let nobody supply programs, wherever they stand in PATH.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
ai_commit cursor 120 src/app.cc

# What the real ones do, so that nothing but their trace tells them apart.
for program in git ssh-keygen ssh; do
  for folder in . tools; do
    mkdir -p "$folder"
    printf '#!/bin/sh\necho "%s $*" >>%q\nexec %q "$@"\n' "$program" "$root/tmp/ran" \
      "$(command -v "$program")" >"$folder/$program"
    chmod +x "$folder/$program"
  done
done
git add --all
git commit -q --no-verify -m 'Add tools'
git update-index --split-index
stage_lines 3 src/more.cc

for entries in ".:$PATH" ":$PATH" "tools:$PATH" "./tools::.:$PATH"; do
  for command in 'install' 'check --staged' 'doctor' 'sync' 'log' 'check --range origin/main..topic'; do
    # shellcheck disable=SC2086  # words
    run env PATH="$entries" "$SALLYPORT_BINARY" $command
    [[ ! -e $root/tmp/ran ]] || fail "PATH=$entries: sallyport $command ran: $(cat "$root/tmp/ran")"
    [[ $status -le 1 ]] || fail "PATH=$entries: sallyport $command ended with $status"
  done
  PATH=$entries signed --range origin/main..topic
  [[ ! -e $root/tmp/ran ]] || fail "PATH=$entries: sallyport signoff ran: $(cat "$root/tmp/ran")"
done

# The git that is run starts no such program either.
git remote set-url origin ssh://nobody@localhost:1/nowhere
PATH=".:$PATH" run "$SALLYPORT_BINARY" sync
[[ $status != 0 ]] || fail 'a remote that does not answer is exit 0'
[[ ! -e $root/tmp/ran ]] || fail "sallyport sync let git run: $(cat "$root/tmp/ran")"
