#!/usr/bin/env bash
# A policy that extends a bundled one can replace a rule by its name and keeps the rest.
source "$(dirname "$0")/lib.sh"

new_repo widgets
POLICY_TOP='extends = "sallyport:standard@1"' init_policy dana
expect_status 0 sallyport policy check
expect_json '[.rule[] | select(.name == "large AI change")] | length' 1 sallyport policy show --json
expect_json '.item.architecture.title | length > 0' true sallyport policy show --json
sed -i 's/standard@1/standard@99/' .sallyport/policy.toml
expect_status 2 sallyport policy check
said 'standard@99' 'standard@1'
