#!/usr/bin/env bash
# A cherry-pick to a release branch keeps the sign-off, also where the file is another one there: its
# policy accepts what was reviewed for main.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/moved_base.sh"

export POLICY_TOP='refs = ["refs/heads/main", "refs/heads/release/*"]'
reviewed_edit
git checkout -q -b release/1 main
sed -i '1i int early;' src/app.c
git commit -q --no-verify -am 'Mend the release'
git checkout -q -b backport
git cherry-pick topic >/dev/null
holds_by replay release/1..backport
