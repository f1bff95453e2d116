#!/usr/bin/env bash
# Each kind of broken policy is exit 2 with file, line and column, and nothing is lost.
source "$(dirname "$0")/lib.sh"

project dana
good=$(cat .sallyport/policy.toml)
broken() {
  printf '%s\n%b\n' "$good" "$1" >.sallyport/policy.toml
  git commit -q --no-verify -am 'Break the policy'
  expect_status 2 sallyport check --range HEAD~1..HEAD --policy-ref HEAD
  said "\.sallyport/policy\.toml:[0-9]+:[0-9]+: error"
  run sallyport policy check .sallyport/policy.toml
  equal 2 "$status"
  said ":[0-9]+:[0-9]+: error" "$2"
  git reset -q --hard HEAD~1
}
broken 'x = [' ''
broken '[' ''
broken 'text = "never closed' ''
broken 'schema = 1' ''
broken '[item.security]' ''
broken 'x = 2026-99-99' ''
broken 'x = "\\xff"' ''
broken 'x = "\xff"' ''
broken '[item.other]\ncount = "two"' 'count'
broken '[item.other]\nlevel = "think"' 'analyze.*evaluate.*create'
broken '[[rule]]\nname = "r"\nwhen = { ai_lines = "many" }\nrequire = ["security"]' '>= '
broken '[[rule]]\nname = "r"\nwhen = { ai_lines = ">= 1" }\nrequire = ["securty"]' "securty"
broken '[signoffs]\naccept_target = ["refs/heads/main"]' "accept_targets"
broken "$(printf 'x = %s' "$(printf '[%.0s' {1..400})")" ''
equal "$good" "$(cat .sallyport/policy.toml)"
