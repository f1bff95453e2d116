#!/usr/bin/env bash
# A policy that is huge, deep or full of costly patterns ends in a clear error or in time, never in a
# crash or a pass.
source "$(dirname "$0")/lib.sh"

new_repo widgets
write_policy dana
cp .sallyport/policy.toml "$root/tmp/good.toml"
check_policy() { expect_status "$1" timeout 20 sallyport policy check; }
{ cat "$root/tmp/good.toml"; printf 'deep = %s%s\n' "$(printf '[%.0s' {1..20000})" "$(printf ']%.0s' {1..20000})"; } \
  >.sallyport/policy.toml
check_policy 2
{ cat "$root/tmp/good.toml"; head -c 2000000 /dev/zero | tr '\0' '#'; } >.sallyport/policy.toml
check_policy 3
{
  printf '[[detect.rule]]\nid = "acme/bomb"\ntool = "acme"\nkind = "body-line"\nstrength = "strong"\n'
  printf "match = '^(a+)+\$'\n"
} >"$root/tmp/rule"
cat "$root/tmp/good.toml" "$root/tmp/rule" >.sallyport/policy.toml
check_policy 0
git add .sallyport
git commit -q --no-verify -m 'Add the policy'
git checkout -q -b topic
stage_lines 120 src/app.cc
git commit -q --no-verify -m 'Add code' -m "$(head -c 60000 /dev/zero | tr '\0' 'a')b"
expect_status 0 timeout 20 sallyport check --range main..topic
