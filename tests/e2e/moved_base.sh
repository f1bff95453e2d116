# shellcheck shell=bash
# A review that its base moves away from. Sourced after lib.sh.

# function_of NAME: a function of C.
function_of() {
  printf 'void %s(int x) {\n' "$1"
  printf '  %s(x);\n' open read convert write flush close
  printf '}\n\n'
}

# add_checks NAME FILE: ten lines in the middle of that function.
add_checks() {
  local line
  line=$(grep -n "^void $1(" "$2" | cut -d: -f1)
  sed -i "$((line + 3))r /dev/stdin" "$2" < <(gen_lines 10 check | sed 's/^/  /')
}

# commit_by_ai SUBJECT: everything that is changed.
commit_by_ai() {
  git add -A
  as_tool cursor git commit -q --no-verify -m "$1"
}

# reviewed_edit: a project with src/app.c on main; on the branch `topic` an AI added ten lines to the
# second of its three functions, and Dana signed that. The policy knows the people given, too.
reviewed_edit() {
  new_repo widgets
  POLICY_LIMIT=5 init_policy dana "$@"
  mkdir src
  { function_of first; function_of second; function_of third; } >src/app.c
  git add src
  git commit -q --no-verify -m 'Add code'
  git checkout -q -b topic
  add_checks second src/app.c
  commit_by_ai 'Check more'
  signed --range main..topic
}

# base_moves SED: main changes src/app.c by that sed script; then `topic` is checked out.
base_moves() {
  git checkout -q main
  sed -i "$1" src/app.c
  git commit -q --no-verify -am 'Go on'
  git checkout -q topic
}

# only_the_log_has_it: the base moves in the same file, the review is carried over to the branch `landing`,
# and on the remote nothing has what was reviewed but the log.
only_the_log_has_it() {
  git checkout -q -b moved main
  sed -i '1i int early;' src/app.c
  git commit -q --no-verify -am 'Go on'
  git checkout -q -b landing
  git -c core.hooksPath=/dev/null cherry-pick topic >/dev/null
  git push -q --no-verify origin moved landing ':topic'
}

# holds_by RUNG [RANGE], is_stale [RANGE]: what the review of src/app.c has come to.
holds_by() {
  expect_status 0 sallyport check --range "${2:-main..topic}"
  expect_json '.items[0].counted[0].rung' "$1" sallyport check --range "${2:-main..topic}" --json
}

is_stale() {
  expect_status 1 sallyport check --range "${1:-main..topic}"
  expect_json '.items[0] | "\(.status) \([.residual[].path] | join(" "))"' 'stale src/app.c' \
    sallyport check --range "${1:-main..topic}" --json
}
