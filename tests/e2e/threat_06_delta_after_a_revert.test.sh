#!/usr/bin/env bash
# A sign-off that built on another is spent with it: what only the earlier one covers does not land
# again, nor does all of it on one that says no more than that a file was dropped.
source "$(dirname "$0")/lib.sh"

new_repo widgets
init_policy dana
new_remote
sallyport install >/dev/null
git checkout -q -b mended
ai_commit cursor 20 src/f.cc
ai_commit cursor 120 src/g.cc
signed --range origin/main..mended
gen_lines 5 late >>src/f.cc
git add src/f.cc
as_tool cursor git commit -q --no-verify -m 'Mend f'
signed --delta --range origin/main..mended
land mended
git rm -q src/g.cc
git commit -q --no-verify -m 'Take g back'
expect_status 0 git push origin main
git checkout -q -b g_again
git checkout -q mended -- src/g.cc
as_tool cursor git commit -q --no-verify -m 'Bring g back'
expect_status 1 git push origin g_again:main

git checkout -q -b dropped main
ai_commit cursor 120 src/h.cc
ai_commit cursor 20 src/i.cc
signed --range origin/main..dropped
git rm -q src/i.cc
as_tool cursor git commit -q --no-verify -m 'Drop i'
signed --delta --range origin/main..dropped
land dropped
take_back
git checkout -q -b h_again
git checkout -q dropped -- src/h.cc
as_tool cursor git commit -q --no-verify -m 'Bring h back'
expect_status 1 git push origin h_again:main
