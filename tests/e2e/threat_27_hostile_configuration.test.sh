#!/usr/bin/env bash
# Programs that the configuration of a repository names are not run.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
signed --range main..topic
trap_command="touch $root/tmp/ran; false"
for key in core.fsmonitor core.sshCommand core.pager core.editor gpg.ssh.program \
  gpg.ssh.defaultKeyCommand diff.external diff.x.textconv filter.x.clean filter.x.smudge; do
  git config "$key" "$trap_command"
done
echo '* filter=x diff=x' >.git/info/attributes
expect_json .change.lines.ai 120 sallyport check --range main..topic --json
for command in 'check --range main..topic' 'check --staged' 'explain topic' log 'policy show'; do
  # shellcheck disable=SC2086  # words
  expect_status 0 sallyport $command
done
signed --range main..topic
[[ ! -e $root/tmp/ran ]] || fail 'a program of the repository ran'
