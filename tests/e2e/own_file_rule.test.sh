#!/usr/bin/env bash
# An organisation's own rule finds the files that its tool leaves, by path and content.
source "$(dirname "$0")/lib.sh"

POLICY_EXTRA='[[detect.rule]]
id = "acme-coder/export"
kind = "file"
match = "(^|/)export\\.json$"
content = "made by acme-coder"'
project dana
expect_status 0 sallyport policy check
never_said 'not enforced'
stage_lines 120 src/app.ts
echo '{ "note": "made by acme-coder" }' >export.json
git add .
expect_status 1 git commit -m 'Add the export'
said 'acme-coder'
echo '{ "note": "made by hand" }' >export.json
git add .
expect_status 0 git commit -q -m 'Add the export'
