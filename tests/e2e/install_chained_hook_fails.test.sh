#!/usr/bin/env bash
# A chained hook that fails blocks with its own words, and the gate does not hide it.
source "$(dirname "$0")/lib.sh"

new_repo widgets
init_policy dana
printf '#!/bin/sh\necho "lint says no"\nexit 4\n' >.git/hooks/pre-commit
chmod +x .git/hooks/pre-commit
sallyport install >/dev/null
stage_lines 3 src/app.cc
expect_status 1 git commit -m 'Add little'
said 'lint says no'
printf '#!/bin/sh\nexit 0\n' >.git/hooks/pre-commit.sallyport-chained
stage_lines 120 src/app.cc
expect_status 1 git commit -m "$(tool_message claude-code)"
said 'commit blocked'
