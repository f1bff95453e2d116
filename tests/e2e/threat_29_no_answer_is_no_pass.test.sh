#!/usr/bin/env bash
# Where a signature cannot be tried, input cannot be read or output cannot be written, nothing passes.
source "$(dirname "$0")/lib.sh"

add_person erin
project dana erin
git checkout -q main
new_server
git checkout -q topic
ai_commit claude-code 300 app.cc
git push -q --no-verify origin topic
move="$(git rev-parse main) $(git rev-parse topic) refs/heads/main"

# ssh-keygen is killed while a rejection is verified, at each of its runs.
as erin signed --range main..topic --no-sync
expect_status 0 sallyport ci --base main --head topic --target main
expect_status 0 in_terminal sallyport signoff security --reject --notes "it leaks the tokens" --range main..topic --no-sync
cat >"$root/bin/ssh-keygen" <<SH
#!/bin/sh
n=\$((\$(cat $root/tmp/runs) + 1))
echo \$n >$root/tmp/runs
[ \$n != "\$(cat $root/tmp/kill)" ] || kill -9 \$\$
exec $(command -v ssh-keygen) "\$@"
SH
chmod +x "$root/bin/ssh-keygen"
for n in 1 2; do
  rm -rf .git/sallyport/signatures
  echo 0 >"$root/tmp/runs"
  echo $n >"$root/tmp/kill"
  expect_status 3 sallyport ci --base main --head topic --target main
  said "cannot check a signature: '.*/ssh-keygen' ended with 137 and no answer"
done
rm "$root/bin/ssh-keygen"
expect_status 1 sallyport ci --base main --head topic --target main

# What git pushes cannot be read, or somebody else has read it.
echo >"$root/tmp/input"
# shellcheck disable=SC2016  # the inner shell expands it
for input in "<&-" "<." "<$root/tmp/input" "</dev/null" "<&9"; do
  exec 9>"$root/tmp/written"
  expect_status 3 bash -c "cd $root/origin.git && sallyport hook pre-receive $input"
  said 'cannot run pre-receive: standard input (is empty|cannot be read)'
done
for input in '<&-' '<.' '<&9'; do
  expect_status 3 bash -c "sallyport hook pre-push origin file://$root/origin.git $input"
  said 'cannot run pre-push: standard input cannot be read'
done
expect_status 1 bash -c "cd $root/origin.git && echo '$move' | sallyport hook pre-receive"

# A pass that nobody was told.
for to in '>/dev/full' '>&-'; do
  expect_status 3 bash -c "sallyport check --range main..main --json $to"
  said 'cannot write to standard output'
  expect_status 1 bash -c "sallyport ci --base main --head topic --target main $to"
done
