#!/usr/bin/env bash
# Two people are wanted: that each approved another half does not make two for the whole, not even by
# building on each other's review.
source "$(dirname "$0")/lib.sh"

add_person bob
add_person carol
new_repo widgets
POLICY_ITEM='count = 2' init_policy dana bob carol
new_remote
sallyport install >/dev/null
git checkout -q -b one
ai_commit cursor 120 src/one.cc
as bob signed --range origin/main..one
git checkout -q -b both
ai_commit cursor 120 src/two.cc
as carol expect_status 2 sign --delta --range origin/main..both
said 'no review to build on'
git checkout -q -b two main
git checkout -q both -- src/two.cc
as_tool cursor git commit -q --no-verify -m 'Add the other half'
as carol signed --range origin/main..two
git checkout -q both
expect_status 1 git push origin both:main
said 'security'
as carol signed --range origin/main..both
expect_status 1 git push origin both:main
as bob signed --delta --range origin/main..both
expect_status 0 git push origin both:main
