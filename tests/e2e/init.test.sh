#!/usr/bin/env bash
# init writes a valid policy that names people, never overwrites, and says why it chose it.
source "$(dirname "$0")/lib.sh"

new_repo widgets
git remote add origin https://git.example.com/acme/widgets.git
expect_status 0 sallyport init
said 'solo' 'one author|only author|single author'
grep -q 'repo_id = "acme/widgets"' .sallyport/policy.toml
grep -q 'extends = "sallyport:solo@1"' .sallyport/policy.toml
grep -q 'target = "refs/heads/main"' .sallyport/policy.toml
grep -qF "$(public_key dana)" .sallyport/allowed_signers
before=$(sha256sum .sallyport/*)
expect_status 0 sallyport policy check
expect_status 1 sallyport init
said 'exists|already'
equal "$before" "$(sha256sum .sallyport/*)"
rm -r .sallyport
expect_status 2 sallyport init --policy standart
said 'standard'
[[ ! -e .sallyport ]] || fail 'a refused init wrote something'
