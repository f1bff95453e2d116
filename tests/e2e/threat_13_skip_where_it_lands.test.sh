#!/usr/bin/env bash
# SALLYPORT_SKIP lets a push of work in progress through, and nothing to where changes land.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
ai_commit claude-code 300 app.cc
SALLYPORT_SKIP=hurry expect_status 1 git push origin topic:main
said 'SALLYPORT_SKIP has no effect where a change lands'
equal "$(git rev-parse main)" "$(tip_of refs/heads/main)"
[[ ! -e .git/sallyport/skips ]] || fail 'a skip that had no effect is recorded'
SALLYPORT_SKIP=hurry expect_status 0 git push origin topic
said 'pre-push skipped: hurry'
grep -q hurry .git/sallyport/skips
ai_commit claude-code 5 third.cc
SALLYPORT_SKIP=hurry expect_status 0 git push origin topic topic:other
equal 2 "$(grep -c hurry .git/sallyport/skips)"
# Both at once: the one that lands still blocks.
ai_commit claude-code 10 more.cc
SALLYPORT_SKIP=hurry expect_status 1 git push origin topic topic:main
