#!/usr/bin/env bash
# A pattern, a list, a certificate authority and a line without our namespace give no approval; one key under two names is a fault.
source "$(dirname "$0")/lib.sh"

add_person bob
new_repo widgets
write_policy dana
for line in '*@example.com namespaces="signoff.v1@sallyport"' \
  'bob@example.com,eve@example.com namespaces="signoff.v1@sallyport"' \
  'bob@example.com cert-authority,namespaces="signoff.v1@sallyport"' \
  'bob@example.com namespaces="git"'; do
  echo "$line $(public_key bob)" >>.sallyport/allowed_signers
done
git add .sallyport
git commit -q --no-verify -m 'Add the policy'
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
expect_status 0 as bob sign --range main..topic
expect_json '.items[0] | "\(.landing_shortfall // "" | length) \(.ignored[0].reason)"' \
  '0 a key that the policy does not know' sallyport check --range main..topic --json
git checkout -q main
echo "eve@example.com namespaces=\"signoff.v1@sallyport\" $(public_key dana)" >>.sallyport/allowed_signers
git commit -q --no-verify -am 'Give the key a second name'
expect_status 2 sallyport check --range main..topic
said 'dana@example.com' 'eve@example.com'
