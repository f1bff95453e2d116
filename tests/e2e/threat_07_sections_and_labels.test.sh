#!/usr/bin/env bash
# A base that swaps the names of two sections, or of two functions with labels in the first column, does
# not move reviewed lines to the other one.
source "$(dirname "$0")/lib.sh"

new_repo widgets
POLICY_LIMIT=2 init_policy dana
section() {
  printf '[%s]\n' "$1"
  printf '%s = 1\n' "$1_host" "$1_port"
  printf 'auth = required\n'
  printf '%s = 1\n' "$1_size" "$1_time"
  echo
}
routine() {
  printf 'static int %s(int x)\n{\n' "$1"
  printf '\t%s(x);\n' "open$2" "read$2" "write$2"
  printf 'out:\n'
  printf '\t%s(x);\n' "flush$2" "close$2" "free$2"
  printf '}\n\n'
}
{ section staging; section production; } >app.toml
{ routine guest 1; routine admin 2; } >app.c
git add app.toml app.c
git commit -q --no-verify -m 'Add code'
# try_on FILE EDIT SWAP: the reviewed edit does not hold on a base with the names swapped.
try_on() {
  git checkout -q -B topic main
  sed -i "$2" "$1"
  as_tool cursor git commit -q --no-verify -am 'Edit it'
  signed --range main..topic
  git checkout -q main
  sed -i "$3" "$1"
  git commit -q --no-verify -am 'Swap the names'
  git checkout -q topic
  git rebase -q main
  expect_status 1 sallyport check --range main..topic
  expect_json '.items[0].status' stale sallyport check --range main..topic --json
}
try_on app.toml '0,/auth = required/s//auth = none\ndebug = true\ndump = true/' \
  's/^.staging.$/[x]/; s/^.production.$/[staging]/; s/^.x.$/[production]/'
try_on app.c '/flush1/a \\tgrant_all(x);\n\tgrant_more(x);\n\tgrant_rest(x);' \
  's/int guest/int x/; s/int admin/int guest/; s/int x(/int admin(/'
