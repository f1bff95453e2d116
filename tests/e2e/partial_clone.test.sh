#!/usr/bin/env bash
# In a partial clone, what was left out is fetched as git fetches it: in a few batches, whatever the
# number of files. Where that is not wanted, or cannot be, it says what is missing and what helps.
source "$(dirname "$0")/lib.sh"

project dana
new_remote
git -C "$root/origin.git" config uploadpack.allowFilter true
git -C "$root/origin.git" config uploadpack.allowAnySHA1InWant true
for i in {1..30}; do
  as_tool cursor git commit -q --no-verify --allow-empty -m "Step $i"
  human_commit 2 "src/human$i.cc"
done
ai_commit cursor 120 src/app.cc
git push -q --no-verify origin topic

# fetches COMMAND…: how many times it asked the remote for objects; its output is the last one.
fetches() {
  rm -f "$root/tmp/trace"
  GIT_TRACE2_EVENT="$root/tmp/trace" run "$@"
  [[ -e $root/tmp/trace ]] || { found=0; return; }
  found=$(grep -c '"event":"start".*"--filter=blob:none"' "$root/tmp/trace" || true)
}

for filter in blob:none tree:0; do
  clone="$root/${filter%:*}"
  git clone -q --no-checkout --filter="$filter" "file://$root/origin.git" "$clone"
  cd "$clone"
  expect_status 3 sallyport --no-lazy-fetch check --range origin/main..origin/topic
  said 'missing' 'git fetch --refetch --no-filter'
  expect_status 3 env GIT_NO_LAZY_FETCH=1 sallyport check --range origin/main..origin/topic
  fetches sallyport check --range origin/main..origin/topic
  equal 1 "$status"
  said '120 of 180 lines by Cursor'
  ((found > 0 && found <= 12)) || fail "$found fetches"
  fetches sallyport check --range origin/main..origin/topic
  equal 0 "$found"
done

# The log of sign-offs comes in one piece, too; and two sides that a merge brings together.
signed --range origin/main..origin/topic
expect_status 0 sallyport check --range origin/main..origin/topic
expect_status 0 sallyport explain --range origin/main..origin/topic

git clone -q --no-checkout --filter=blob:none "file://$root/origin.git" "$root/offline"
mv "$root/origin.git" "$root/gone.git"
expect_status 3 sallyport -C "$root/offline" check --range origin/main..origin/topic
said "cannot fetch [0-9]+ objects? that .*'origin'" 'git fetch'
