#!/usr/bin/env bash
# A key without effect in this version is accepted and said to be so.
source "$(dirname "$0")/lib.sh"

new_repo widgets
POLICY_ITEM='brief = true' init_policy dana
expect_status 0 sallyport policy check
said 'item.security.brief' 'not enforced by this version'
