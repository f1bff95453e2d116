#!/usr/bin/env bash
# Alternates, packs, multi-pack indexes, bitmaps, commit graphs, cruft packs and packed refs give the same verdict as loose objects.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
signed --range main..topic --no-sync
ai_commit cursor 130 src/more.cc
expect_status 1 sallyport check --range main..topic
verdict=$(sallyport check --range main..topic --json) || true
same() {
  rm -rf .git/sallyport
  equal "$verdict" "$(sallyport check --range main..topic --json)"
}

git clone -q --shared . "$root/shared"
cd "$root/shared"
git branch -q main origin/main
git branch -q topic origin/topic 2>/dev/null || true
git fetch -q origin sallyport/signoffs:sallyport/signoffs
git remote remove origin
same
echo "$root/widgets/.git/objects" >"$root/shared/.git/objects/info/alternates"
cd "$root/widgets"
git repack -q -d
ai_commit cursor 5 src/gone.cc
git reset -q --hard HEAD~1
git reflog expire --expire=now --all
git repack -q -a -d --cruft --write-bitmap-index
git multi-pack-index write --no-progress
git commit-graph write --reachable --no-progress
git pack-refs --all
[[ ! -e .git/refs/heads/topic ]] || fail 'a loose ref is left'
same
