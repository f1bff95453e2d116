#!/usr/bin/env bash
# hook is what managers call: with a name, derived from their environment, and with an unknown name.
source "$(dirname "$0")/lib.sh"

project dana
stage_lines 120 src/app.cc
CLAUDECODE=1 expect_status 1 sallyport hook pre-commit
said 'commit blocked'
CLAUDECODE=1 PRE_COMMIT=1 expect_status 1 sallyport hook
said 'commit blocked'
expect_status 2 sallyport hook pre-comit
said 'pre-commit'
