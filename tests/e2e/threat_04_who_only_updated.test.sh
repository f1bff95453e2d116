#!/usr/bin/env bash
# Who merged the target into a branch is no contributor, also not of the squash that names them; who
# wrote a part of it is one.
source "$(dirname "$0")/lib.sh"

add_person erin
add_person fred
new_repo widgets
POLICY_ITEM='independent = true' POLICY_EXTRA='[[rule]]
name = "lately"
when = { recent_ai_lines = ">= 100", ai_lines = ">= 10" }
require = ["security"]' write_policy dana erin fred
sed -i -e '/^\[principal."erin/a forge = ["github:202"]' -e '/^\[principal."fred/a forge = ["github:203"]' \
  .sallyport/policy.toml
git add .sallyport && git commit -q -m 'Add the policy'
new_remote

# branch NAME: 150 lines by an AI that dana brings, while main moves on.
branch() {
  git checkout -q -b "$1" origin/main
  ai_commit claude-code 150 "src/$1.cc"
  git checkout -q main
  human_commit 3 "src/before_$1.cc"
  git push -q --no-verify origin main
  git checkout -q "$1"
}
update() { as erin git merge -q --no-edit "$@" main; }
# squash BRANCH [OPTION…]: the commit that a forge makes of a branch that Erin signs, checked out.
squash() {
  as erin signed --range "main..$1"
  squash_signed "$@"
}
squash_signed() {
  git checkout -q --detach main
  git merge -q --squash "$1" >/dev/null
  git commit -q --no-verify "${@:2}" -m "$1 (#7)

Co-authored-by: Claude <noreply@anthropic.com>
Co-authored-by: Erin Example <erin@example.com>"
}
judged() {
  expect_json '.verdict, (.items[0].ignored[0].reason // "-")' "$1" \
    as_github pull_request "$(pull_request HEAD)" sallyport ci --json
}
k_author=$'blocked\nauthor of the change, or who brings it'

branch updated
update
squash updated
judged $'pass\n-'

# What landed counts as reviewed, too; where the original commits are not, she stays a contributor.
git push -q --no-verify origin HEAD:main
git checkout -q -B main origin/main
lately() { json '.rules[1].matched' sallyport check --range origin/main..HEAD --json; }
git checkout -q -b next
ai_commit claude-code 20 src/next.cc
equal false "$(lately)"
git clone -q "file://$root/origin.git" "$root/fresh"
cd "$root/fresh"
ai_commit claude-code 20 src/next.cc
equal true "$(lately)"
cd "$root/widgets"

# Also where she signed before she updated it.
branch later
as erin signed --range main..later
update
squash_signed later
judged $'pass\n-'

# Nothing that she wrote is overlooked: a part, a merge that holds more, the squash itself.
branch part
as erin human_commit 2 src/part_too.cc
update
squash part
judged "$k_author"
branch mended
update --no-commit
echo 'int more;' >>src/mended.cc
as erin git commit -q --no-verify -a -m 'Update and mend'
squash mended
judged "$k_author"
branch made
update
squash made --author='Erin Example <erin@example.com>'
judged "$k_author"
branch named
squash named
judged "$k_author"

# Of two branches that it may be the squash of, the one that names her counts.
branch rewritten
as erin human_commit 2 src/rewritten_too.cc
as erin signed --range main..rewritten
git checkout -q -b anew main~1
git checkout -q rewritten .
git commit -q --no-verify -m 'The same'
update
squash anew
judged "$k_author"
