#!/usr/bin/env bash
# A revoked key signs nothing, whether the project revokes it or the machine that judges does.
source "$(dirname "$0")/lib.sh"

add_person erin
project dana erin
git checkout -q main
new_remote
git checkout -q topic
ai_commit cursor 120 src/app.cc
as erin sign --range origin/main..topic >/dev/null
judge=(sallyport ci --base origin/main --head topic --target refs/heads/main)
expect_status 0 "${judge[@]}"

# git's own setting: a list of keys, or a KRL.
printf '# lost\n%s\n' "$(public_key erin)" >"$root/tmp/revoked"
git config --global gpg.ssh.revocationFile "$root/tmp/revoked"
expect_status 1 "${judge[@]}"
said 'security +pending'
ssh-keygen -q -k -f "$root/tmp/krl" "$root/home/erin/.ssh/id_ed25519.pub"
git config --global gpg.ssh.revocationFile "$root/tmp/krl"
expect_status 1 "${judge[@]}"
ssh-keygen -q -k -f "$root/tmp/other" "$root/home/dana/.ssh/id_ed25519.pub"
git config --global gpg.ssh.revocationFile "$root/tmp/other"
expect_status 0 "${judge[@]}"
git config --global gpg.ssh.revocationFile "$root/tmp/none"
expect_status 3 "${judge[@]}"
said "cannot read gpg.ssh.revocationFile '.*/none': no such file"
git config --global --unset gpg.ssh.revocationFile

# The project's own file, from the target.
git checkout -q main
public_key erin >.sallyport/revoked_keys
git add .sallyport
git commit -q --no-verify -m 'Erin lost a key'
git push -q --no-verify origin main
expect_status 1 "${judge[@]}"
said 'security +pending'
echo 'no key' >.sallyport/revoked_keys
expect_status 2 sallyport policy check
said 'revoked_keys:1: unknown option'
