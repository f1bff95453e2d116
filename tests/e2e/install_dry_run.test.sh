#!/usr/bin/env bash
# A dry run says what would be done and changes nothing.
source "$(dirname "$0")/lib.sh"

new_repo widgets
before=$(find .git -type f | sort | xargs sha256sum)
expect_status 0 sallyport install --dry-run
said 'pre-commit' 'pre-push'
equal "$before" "$(find .git -type f | sort | xargs sha256sum)"
