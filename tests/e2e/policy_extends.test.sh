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

# A file that is extended lies beside the policy, in the work tree and in a commit.
printf 'schema = 1\n[[rule]]\nname = "many files"\nwhen = { files = ">= 2" }\nrequire = ["security"]\n' \
  >.sallyport/base.toml
sed -i 's,^extends.*,extends = "./base.toml",' .sallyport/policy.toml
expect_status 0 sallyport policy check
git add .sallyport
git commit -q --no-verify -m 'Extend a file'
expect_json '[.rules[].name] | join(",")' 'many files,large AI change' \
  sallyport check --range main~1..main --policy-ref main --json
