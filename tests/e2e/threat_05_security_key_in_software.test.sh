#!/usr/bin/env bash
# A security key made in software claims a touch; where attested keys are asked for it counts for nothing, and
# only what an authenticator of a trusted maker attests is enrolled as attested.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/security_key.sh"

new_repo widgets
POLICY_ITEM='attested = true' init_policy dana
software_key dana
maker Acme
maker Mallory
gate() { sallyport ci --base origin/main --head topic --target refs/heads/main; }
enroll() { sallyport enroll --attestation "$root/tmp/attestation" --challenge "$root/tmp/challenge"; }
echo 'for dana' >"$root/tmp/challenge"
attest Acme "$root/home/dana/sk.pem" "$root/tmp/challenge" "$root/tmp/attestation"

# Enrolled without an attestation, it signs and claims a touch.
expect_status 0 sallyport enroll
sed -i 's/^attested = true/assurance = "touch"/' .sallyport/policy.toml
git commit -q --no-verify -am 'Enroll the key, and ask for a touch'
new_remote
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
signed --range origin/main..topic
expect_status 0 gate
git checkout -q main
sed -i 's/^assurance = "touch"/attested = true/' .sallyport/policy.toml
git commit -q --no-verify -am 'Ask for attested keys'
git push -q --no-verify origin main
expect_status 1 gate
said 'the key was enrolled without a hardware attestation'

# What is refused, and changes nothing.
before=$(sha256sum .sallyport/*)
expect_status 2 enroll
said 'attestation_roots.pem' 'the makers whose authenticators you trust'
cp "$root/Mallory/root.pem" .sallyport/attestation_roots.pem
expect_status 1 enroll
said 'unable to get local issuer certificate'
cp "$root/Acme/root.pem" .sallyport/attestation_roots.pem
echo 'for somebody else' >"$root/tmp/challenge"
expect_status 1 enroll
said 'its signature does not match it and the challenge'
echo 'for dana' >"$root/tmp/challenge"
openssl genpkey -algorithm ed25519 -out "$root/tmp/other.pem"
attest Acme "$root/tmp/other.pem" "$root/tmp/challenge" "$root/tmp/other"
expect_status 1 sallyport enroll --attestation "$root/tmp/other" --challenge "$root/tmp/challenge"
said 'it is about another key'
expect_status 2 sallyport enroll --attestation "$root/tmp/attestation"
said 'give both'
expect_status 1 sallyport enroll --attestation "$root/tmp/attestation" --challenge "$root/tmp/challenge" \
  --key "$root/home/dana/.ssh/id_ed25519.pub"
said 'only a security key has an attestation'
rm .sallyport/attestation_roots.pem
equal "$before" "$(sha256sum .sallyport/*)"

# What the maker vouches for is enrolled, and so counts; ssh-keygen reads the file as before.
cp "$root/Acme/root.pem" .sallyport/attestation_roots.pem
expect_status 0 enroll
said 'attested: made by hardware that CN=Acme Root vouches for'
grep -q " attestation=sha256:$(sha256sum <"$root/tmp/attestation" | cut -c1-64)\$" .sallyport/allowed_signers
expect_status 0 enroll
said 'unchanged'
expect_status 0 sallyport policy check
printf x >"$root/tmp/message"
as dana "$root/home/dana/sk-sign" "$root/tmp/message"
ssh-keygen -Y verify -f .sallyport/allowed_signers -I dana@example.com -n signoff.v1@sallyport \
  -s "$root/tmp/message.sig" <"$root/tmp/message" >/dev/null
expect_status 1 gate
git add .sallyport
git commit -q --no-verify -m 'Enroll the attested key'
git push -q --no-verify origin main
expect_status 0 gate
