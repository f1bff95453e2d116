#!/usr/bin/env bash
# A base that does not exist is exit 2 and names it.
source "$(dirname "$0")/lib.sh"

project dana
expect_status 2 sallyport check --base nowhere
said 'nowhere'
expect_status 2 sallyport check --range nowhere..HEAD
said 'nowhere'
expect_status 2 sallyport check --range 0123456789012345678901234567890123456789..HEAD
expect_status 2 sallyport check --range main..topic --staged
