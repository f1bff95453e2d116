#!/usr/bin/env bash
# A submodule is a link that is judged by its commit; inside it, and inside a nested repository, that repository's own policy counts.
source "$(dirname "$0")/lib.sh"

new_repo part
init_policy dana
project dana
git -c protocol.file.allow=always submodule --quiet add "$root/part" part 2>/dev/null
git commit -q --no-verify -m 'Take a part'
expect_status 0 sallyport check --range main..topic
expect_json .change.files 2 sallyport check --range main..topic --json

cd part
git checkout -q -b work
ai_commit cursor 120 src/app.cc
expect_status 1 sallyport check --range main..work
signed --range main..work --no-sync
expect_status 0 sallyport check --range main..work
expect_status 128 git -C .. rev-parse --verify refs/heads/sallyport/signoffs
cd ..
git add part
expect_status 0 sallyport check --staged

git init -q -b main nested
cd nested
git commit -q --allow-empty -m 'Start the nested project'
stage_lines 120 src/app.cc
expect_status 2 sallyport check --staged
said 'there is no policy' 'hint: sallyport init'
