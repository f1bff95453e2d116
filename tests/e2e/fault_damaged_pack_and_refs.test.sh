#!/usr/bin/env bash
# A pack that is cut short, a ref or HEAD that holds junk are exit 3 or 2 with the command that helps, never a pass.
source "$(dirname "$0")/lib.sh"
need_libgit2 'refs need not be files'

project dana
ai_commit cursor 120 src/app.cc
never_passes() {
  run timeout 10 "$@"
  [[ $status == 2 || $status == 3 ]] || fail "exit $status"
  said 'hint: '
}
for junk in '' xyz 0000000000000000000000000000000000000000; do
  tip=$(git rev-parse topic)
  echo "$junk" >.git/refs/heads/topic
  never_passes sallyport check --range main..topic
  echo "$tip" >.git/refs/heads/topic
done
git repack -q -a -d
pack=$(echo .git/objects/pack/*.pack)
chmod u+w "$pack"
cp "$pack" "$root/tmp/pack"
head -c $(($(stat -c %s "$root/tmp/pack") / 2)) "$root/tmp/pack" >"$pack"
never_passes sallyport check --range main..topic
cp "$root/tmp/pack" "$pack"
expect_status 1 sallyport check --range main..topic
