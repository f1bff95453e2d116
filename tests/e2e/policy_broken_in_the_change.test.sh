#!/usr/bin/env bash
# A change that breaks the policy file is exit 2, whatever else it does.
source "$(dirname "$0")/lib.sh"

project dana
echo 'target = [' >>.sallyport/policy.toml
git commit -q --no-verify -am 'Break the policy'
expect_status 2 sallyport check --range main..topic
said 'policy.toml:[0-9]+:[0-9]+: error'
