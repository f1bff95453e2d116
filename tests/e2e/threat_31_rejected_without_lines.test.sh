#!/usr/bin/env bash
# What has no lines to compare, a mode, a link, a submodule, other content or white space, is not done again to
# the same path under a rejection.
source "$(dirname "$0")/lib.sh"

add_person bob
new_repo widgets
init_policy dana bob
mkdir src
ln -s ../README.md src/link
head -c 900 /dev/urandom >src/logo.bin
gen_lines 12 page | sed 's/^/  /' >src/page.cc
git add src
git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),src/sub"
git commit -q --no-verify -m 'Begin'
new_remote

# twice NAME COMMAND AGAIN: what COMMAND does is rejected, and so is what AGAIN does on a branch of its own.
twice() {
  git checkout -q -f -b "$1" origin/main
  bash -c "$2"
  git commit -q --no-verify -am "$1"
  as bob in_terminal sallyport signoff security --reject --notes no --range "origin/main..$1" >/dev/null
  git checkout -q -f -b "$1-again" origin/main
  bash -c "$3"
  git commit -q --no-verify -am "$1, again"
  run sallyport ci --base origin/main --head "$1-again" --target refs/heads/main
  [[ $status == 1 ]] || fail "passes: $3"
  said 'rejected by bob@example.com: no'
}
twice mode 'chmod +x src/page.cc' 'chmod +x src/page.cc; echo "int more;" >>src/page.cc'
twice link 'ln -sfn /etc src/link' 'ln -sfn /etc/. src/link'
twice content 'head -c 900 /dev/zero >src/logo.bin' 'head -c 901 /dev/zero >src/logo.bin'
twice blanks 'sed -i "s/^  /\t/" src/page.cc' 'sed -i "s/^  /\t/" src/page.cc; echo "// tidy" >>src/page.cc'
twice submodule "git update-index --cacheinfo 160000,$(git rev-parse origin/main),src/sub" \
  "git update-index --cacheinfo 160000,$(git rev-parse origin/main | tr 0-9a-f 1),src/sub"

# What cannot be told of such a path is taken for it, and nothing else is: the link may go.
git checkout -q -f -b other origin/main
sed -i 's/page_7/page_8/' src/page.cc
rm src/link
git commit -q --no-verify -am 'Go on'
expect_json '.items[0].rejected_by | map(.path) | join(" ")' 'src/page.cc' \
  sallyport ci --base origin/main --head other --target refs/heads/main --json
