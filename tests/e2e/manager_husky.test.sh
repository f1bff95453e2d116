#!/usr/bin/env bash
# husky with one line in each of its files runs the gate at commit and at push, for every ref.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/engines.sh"
need_engine node husky

# The lines that install prints are `in FILE: COMMAND`.
set_up_manager() {
  husky
  run sallyport install
  local file command
  while read -r _ file command; do
    echo "${command%%    \#*}" >"${file%:}"
  done < <(grep -E '^ *in \.husky/' <<<"$output")
  echo node_modules >.gitignore
}

managed_project
equal 5 "$(find .husky -maxdepth 1 -type f | wc -l)"
blocked_then_signed
two_branches
expect_status 1 git push origin small large
said 'push blocked' 'refs/heads/large'
equal '' "$(git ls-remote origin refs/heads/small refs/heads/large)"
expect_status 0 git push origin small
expect_status 0 git push origin small
