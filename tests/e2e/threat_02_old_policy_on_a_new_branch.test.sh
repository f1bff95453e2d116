#!/usr/bin/env bash
# A gated branch made at an old commit brings neither the policy nor the key of that day back.
source "$(dirname "$0")/lib.sh"

add_person erin
new_repo widgets
POLICY_LIMIT=100000 POLICY_TOP='refs = ["refs/heads/main", "refs/heads/release/*"]' \
  init_policy dana erin
old=$(git rev-parse HEAD)
sed -i 's/>= 100000/>= 100/' .sallyport/policy.toml
sed -i '/^erin@/d' .sallyport/allowed_signers
git commit -q --no-verify -am 'Be stricter, and let erin go'
new_server
expect_status 0 git push origin "$old:refs/heads/release/1"
git checkout -q -b old "$old"
ai_commit cursor 120 src/app.cc
as erin sign --range "$old..old" >/dev/null
expect_status 1 git push origin old:refs/heads/release/1
said 'security +pending'
expect_json '.verdict, .policy.source' $'blocked\nrefs/remotes/origin/main:.sallyport/policy.toml' \
  sallyport ci --base "$old" --head old --target refs/heads/release/1 --json
sign --range "$old..old" >/dev/null
expect_status 0 git push origin old:refs/heads/release/1
