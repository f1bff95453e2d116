#!/usr/bin/env bash
# A rejected removal stays rejected when it comes again with more, with less, or as another way to be rid
# of the file; work that leaves it out is free.
source "$(dirname "$0")/lib.sh"

add_person bob
new_repo widgets
init_policy dana bob
mkdir -p src
seq -f 'deny_unless(user.may(%g))' 1 20 >src/checks.py
seq -f 'serve(page_%g)' 1 20 >>src/checks.py
seq -f 'log(page_%g)' 1 20 >src/log.py
echo 'serve(about)' >src/about.py
git add src
git commit -q --no-verify -m 'Serve pages'
new_remote

# rejected BRANCH: Bob says no to what the branch is.
rejected() {
  git commit -q --no-verify -am "$1"
  as bob in_terminal sallyport signoff security --reject --notes 'anybody may do anything' \
    --range "origin/main..$1" >/dev/null
}
# tried COMMAND…: its exit code and what it says of a branch of its own where a command changed files.
tried() {
  git checkout -q -B again origin/main
  bash -c "$1"
  git add -A
  git commit -q --no-verify -m "Try it with $1"
  run sallyport ci --base origin/main --head again --target refs/heads/main
}
stands() {
  tried "$1"
  [[ $status == 1 ]] || fail "passes with $1"
  said 'rejected by bob@example.com: anybody may'
}
free() {
  tried "$1"
  [[ $status == 0 ]] || fail "does not pass with $1"
}

git checkout -q -b drop
sed -i /deny/d src/checks.py
rejected drop
stands 'sed -i /deny/d src/checks.py; echo "# tidy" >>src/checks.py'
said 'src/checks.py still carries what was rejected'
stands 'sed -i -e 1,19d -e "s/page_7/page_8/" src/checks.py'
stands 'sed -i 1,21d src/checks.py'
stands 'sed -i 1,10d src/checks.py'
stands ': >src/checks.py'
stands 'git rm -q src/checks.py'
stands 'ln -sf log.py src/checks.py'
free 'sed -i "s/page_7/page_8/" src/checks.py'
free 'echo "deny_unless(user.may(21))" >>src/checks.py'
free 'sed -i 1,10d src/log.py'

git checkout -q -b gone origin/main
git rm -q src/log.py
rejected gone
stands ': >src/log.py'
stands 'ln -sf checks.py src/log.py'
stands 'rm src/log.py; mkdir src/log.py; echo 1 >src/log.py/x'
stands 'sed -i 1,15d src/log.py'
free 'sed -i "s/page_7/page_8/" src/log.py'

# A file may go although an addition to it was rejected.
git checkout -q -b more origin/main
seq -f 'allow(page_%g)' 1 12 >>src/about.py
rejected more
free 'git rm -q src/about.py'
