#!/usr/bin/env bash
# What keeps a sign-off from being recorded is said before its first question: a signing program that is broken, a key that is gone, a lock of the log, trees that are not there.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
refused() { # STATUS
  expect_status "$1" in_terminal sallyport signoff security --range main..topic --no-sync
  said 'hint: '
  never_said 'What could an attacker' 'to sign:'
  [[ -z $(git for-each-ref refs/heads/sallyport) ]] || fail 'something was recorded'
}
printf '#!/bin/sh\nkill -9 $$\n' >"$root/bin/ssh-keygen"
chmod +x "$root/bin/ssh-keygen"
refused 1
said 'cannot sign with SHA256:'
cat >"$root/bin/ssh-keygen" <<SH
#!/bin/sh
case " \$* " in *" check-novalidate "*) exit 9 ;; esac
exec $(command -v -p ssh-keygen) "\$@"
SH
refused 3
said 'cannot check a signature'
rm "$root/bin/ssh-keygen"

git config --global gpg.ssh.program "$root/none"
refused 1
said "gpg.ssh.program '.*/none' does not run"
git config --global --unset gpg.ssh.program

mv "$HOME/.ssh/id_ed25519" "$root/tmp/key"
refused 1
said 'cannot sign with SHA256:'
mv "$root/tmp/key" "$HOME/.ssh/id_ed25519"

if [[ -d .git/refs/heads ]]; then
  mkdir -p .git/refs/heads/sallyport
  : >.git/refs/heads/sallyport/signoffs.lock
  refused 3
  said "is locked by '.*signoffs.lock'" 'rm .*signoffs.lock'
  rm .git/refs/heads/sallyport/signoffs.lock
fi

id=$(git rev-parse topic:src)
mv ".git/objects/${id:0:2}/${id:2}" "$root/tmp/tree"
refused 3
mv "$root/tmp/tree" ".git/objects/${id:0:2}/${id:2}"

# One with a passphrase is asked for it at the end; it is no reason to refuse.
ssh-keygen -q -p -P '' -N 'a secret' -f "$HOME/.ssh/id_ed25519"
TERMINAL_CODE=none expect_status 1 in_terminal sallyport signoff security --range main..topic --no-sync
said 'What could an attacker' 'the code was not typed'
ssh-keygen -q -p -P 'a secret' -N '' -f "$HOME/.ssh/id_ed25519"
expect_status 0 in_terminal sallyport signoff security --range main..topic --no-sync
