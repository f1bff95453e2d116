#!/usr/bin/env bash
# A key that nothing would enforce is an unknown key.
source "$(dirname "$0")/lib.sh"

new_repo widgets
POLICY_ITEM='brief = true' init_policy dana
expect_status 2 sallyport policy check
said "unknown key 'item.security.brief'"
