#!/usr/bin/env bash
# A rejection ends when its maker approves in whatever way, and does not stop what is not its business.
source "$(dirname "$0")/lib.sh"

add_person bob
new_repo widgets
init_policy dana bob
mkdir src
printf 'timeout = 30\n' >src/limits.ini
gen_lines 60 page >src/page.cc
git add src
git commit -q --no-verify -m 'Serve pages'
new_remote

# judged N: what is wanted of the branch, where it lands.
judged() { expect_status "$1" sallyport ci --base origin/main --head topic --target refs/heads/main; }
# rejected: Bob says no to the branch.
rejected() {
  as bob in_terminal sallyport signoff security --reject --notes no --range origin/main..topic >/dev/null
  judged 1
}
commit() {
  git add -A
  git commit -q --no-verify -m "$1"
}
start() { git checkout -q -B topic origin/main; }

# What he rejected was small, or is what many files have.
start
sed -i 's/30/5/' src/limits.ini
mkdir src/new
touch src/new/__init__.py
chmod +x src/page.cc
commit 'Wait less'
rejected
start
sed -i 's/30/60/' src/limits.ini
mkdir src/other
touch src/other/__init__.py
echo 'int more;' >>src/page.cc
commit 'Wait longer'
judged 0
chmod +x src/page.cc
commit 'Let it be run'
judged 1

# He approves what was mended; it holds after the base moved, and when the file is renamed later.
start
sed -i '40,59s/page_/wrong_/' src/page.cc
commit 'Rename'
rejected
sed -i '40,59s/wrong_/right_/' src/page.cc
commit 'Rename better'
as bob signed --range origin/main..topic
judged 0
git checkout -q -b elsewhere origin/main
sed -i '2s/page_/first_/' src/page.cc
commit 'Begin'
git push -q --no-verify origin elsewhere:main
git checkout -q topic
git merge -q --no-edit origin/main
judged 0
git push -q --no-verify origin topic:main
start
git mv src/page.cc src/pages.cc
commit 'Move'
judged 0
