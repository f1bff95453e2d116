#!/usr/bin/env bash
# OpenSSH's own security key in software signs as touched, and attests nothing of itself.
source "$(dirname "$0")/lib.sh"

dummy=$(find /usr/lib/openssh -name sk-dummy.so 2>/dev/null | head -1)
[[ -n $dummy ]] || { echo 'skipped: no sk-dummy here (Debian has it in openssh-tests)'; exit 77; }
export SSH_SK_PROVIDER=$dummy
echo 'for dana' >"$root/tmp/challenge"
ssh-keygen -q -t ed25519-sk -N '' -f "$root/home/dana/.ssh/sk" -O challenge="$root/tmp/challenge" \
  -O write-attestation="$root/tmp/attestation" >/dev/null
git config --global user.signingKey "$root/home/dana/.ssh/sk.pub"
new_repo widgets
POLICY_ITEM='assurance = "touch"' write_policy dana
touch .sallyport/attestation_roots.pem
expect_status 1 sallyport enroll --attestation "$root/tmp/attestation" --challenge "$root/tmp/challenge"
said 'nobody vouches for the authenticator'
expect_status 0 sallyport enroll
git add .sallyport
git commit -q --no-verify -m 'Add the policy'
new_remote
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
signed --range origin/main..topic
expect_status 0 sallyport ci --base origin/main --head topic --target refs/heads/main
