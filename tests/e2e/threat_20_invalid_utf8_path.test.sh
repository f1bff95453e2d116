#!/usr/bin/env bash
# A path that is not UTF-8 is judged, shown escaped, signed and verified.
source "$(dirname "$0")/lib.sh"

project dana
name=$'caf\xe9\xff.cc'
gen_lines 120 >"$name"
git add .
as_tool cursor git commit -q --no-verify -m 'Add code'
expect_status 1 sallyport check --range main..topic
signed --range main..topic
expect_status 0 sallyport check --range main..topic
equal 'caf%E9%FF.cc percent' \
  "$(only_record | jq -r .payload | base64 -d | jq -r '.predicate.covers[0] | "\(.path) \(.path_encoding)"')"
echo 'int late = 1;' >>"$name"
git commit -q --no-verify -am 'Mend it'
expect_status 1 sallyport check --range main..topic
never_said $'\xff'
said 'caf\\351\\377.cc|caf\\xe9\\xff.cc|caf\\xE9\\xFF.cc'
expect_json '.items[0].residual[0].path | test("caf")' true sallyport check --range main..topic --json
