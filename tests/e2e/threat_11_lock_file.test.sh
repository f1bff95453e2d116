#!/usr/bin/env bash
# A lock file is left out only when it has the shape of one, and is listed.
source "$(dirname "$0")/lib.sh"

project dana
{
  printf '{\n  "name": "widgets",\n  "lockfileVersion": 3,\n  "requires": true,\n  "packages": {\n'
  for ((i = 0; i < 150; i++)); do printf '    "p%d": {"version": "1.%d"},\n' "$i" "$i"; done
  printf '    "": {}\n  }\n}\n'
} >package-lock.json
git add package-lock.json
git commit -q --no-verify -m "$(tool_message claude-code)"
expect_status 0 sallyport check --range main..topic
expect_json '.change | "\(.lines.excluded) \(.excluded_files)"' '158 1' \
  sallyport check --range main..topic --json
gen_lines 120 >yarn.lock
git add yarn.lock
git commit -q --no-verify -m "$(tool_message claude-code)"
expect_status 1 sallyport check --range main..topic
said '120'
