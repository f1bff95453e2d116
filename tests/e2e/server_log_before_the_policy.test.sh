#!/usr/bin/env bash
# Sign-offs of a first push go ahead of the policy that it brings.
source "$(dirname "$0")/lib.sh"

new_repo widgets
init_policy dana
git init -q --bare -b main "$root/origin.git"
sallyport -C "$root/origin.git" install --hooks pre-receive >/dev/null
git remote add origin "file://$root/origin.git"
git checkout -q -b topic
ai_commit claude-code 150 src/app.cc
signed --range main~1..topic --no-sync
expect_status 0 git push --no-verify origin sallyport/signoffs
expect_status 0 git push --no-verify origin topic:main
