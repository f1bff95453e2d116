#!/usr/bin/env bash
# enroll adds a person who can then sign; twice, a private key, or a foreign key are refused.
source "$(dirname "$0")/lib.sh"

add_person bob
new_repo widgets
sallyport init >/dev/null
expect_status 0 sallyport enroll bob@example.com --key "$root/home/bob/.ssh/id_ed25519.pub" --forge github:4711
grep -qF "bob@example.com namespaces=\"signoff.v1@sallyport\" $(public_key bob)" .sallyport/allowed_signers
grep -q 'github:4711' .sallyport/policy.toml
expect_status 0 sallyport policy check
before=$(sha256sum .sallyport/*)
run sallyport enroll bob@example.com --key "$root/home/bob/.ssh/id_ed25519.pub"
said 'already|nothing'
expect_status 1 sallyport enroll carol@example.com --key "$root/home/bob/.ssh/id_ed25519.pub"
said 'bob@example.com'
run sallyport enroll carol@example.com --key "$root/home/bob/.ssh/id_ed25519"
[[ $status != 0 ]] || fail 'a private key was taken'
said 'private' '\.pub'
equal "$before" "$(sha256sum .sallyport/*)"
