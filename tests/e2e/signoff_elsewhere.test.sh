#!/usr/bin/env bash
# A sign-off that is signed on a machine with nothing but ssh-keygen counts like any other; another key, another text
# and another change do not, and nobody can be asked who is not enrolled.
source "$(dirname "$0")/lib.sh"

add_person erin
project dana erin
git checkout -q main
new_remote
git checkout -q topic
ai_commit cursor 120 src/app.cc

# Dana has a terminal and the program, Erin has her key.
expect_status 1 in_terminal sallyport signoff security --range main..topic --export "$root/tmp/ask" --signer mallory@example.com
said "no key of that name is enrolled" 'sallyport enroll mallory@example.com'
expect_status 0 in_terminal sallyport signoff security --range main..topic --export "$root/tmp/ask" \
  --signer erin@example.com --answer 'security.threats=nothing new is reachable'
said 'Type [0-9a-f]{6} to sign' 'to be signed by erin@example.com' 'ssh-keygen -Y sign -n signoff.v1@sallyport' "sallyport import $root/tmp/ask"
never_said 'record [0-9a-f]{12}'
grep -q '"item":"security"' "$root/tmp/ask" || fail 'the item cannot be read'
grep -q 'nothing new is reachable' "$root/tmp/ask" || fail 'the answers cannot be read'
expect_status 1 sallyport check --range main..topic

sign_as() { rm -f "$root/tmp/ask.sig" && ssh-keygen -q -Y sign -n "${2:-signoff.v1@sallyport}" -f "$root/home/$1/.ssh/id_ed25519" "$root/tmp/ask"; }
import_it() { sallyport import "$root/tmp/ask" "$root/tmp/ask.sig"; }
sign_as dana
expect_status 1 import_it
said "cannot take the signature for 'security' by erin@example.com" 'dana@example.com'
sign_as erin another.purpose
expect_status 1 import_it
sign_as erin
cp "$root/tmp/ask" "$root/tmp/whole"
sed -i 's/nothing new/everything/' "$root/tmp/ask"
expect_status 2 import_it
said 'is no record'
cp "$root/tmp/whole" "$root/tmp/ask"
echo 'no signature' >"$root/tmp/no.sig"
expect_status 2 sallyport import "$root/tmp/ask" "$root/tmp/no.sig"
expect_status 2 sallyport import "$root/tmp/ask" "$root/tmp/not_there.sig"
equal '' "$(git ls-remote origin refs/heads/sallyport/signoffs)"

expect_status 0 import_it
said 'security: approved \(exact\); record' 'recorded and sent to origin'
expect_status 0 sallyport check --range main..topic
said 'erin@example.com'
expect_status 0 sallyport log
said 'erin@example.com'

# What was signed is about that change only, and holds as any review does.
git commit -q --amend --no-verify --no-edit --date=2026-01-06T12:00:00Z
expect_status 0 sallyport check --range main..topic
ai_commit cursor 120 src/more.cc
expect_status 1 sallyport check --range main..topic
