#!/usr/bin/env bash
# The very first commit of a repository is judged by the policy that it brings.
source "$(dirname "$0")/lib.sh"

git init -q -b main "$root/fresh"
cd "$root/fresh"
sallyport install >/dev/null
write_policy dana
git add .sallyport
stage_lines 120 src/app.cc
expect_status 1 git commit -m "$(tool_message claude-code)"
said 'commit blocked' 'security'
signed
expect_status 0 git commit -m "$(tool_message claude-code)"
