#!/usr/bin/env bash
# lefthook with the lines that install prints runs the gate at commit and at push, for every ref.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/engines.sh"
need_engine lefthook

set_up_manager() {
  echo 'skip_lfs: true' >lefthook.yml
  run sallyport install
  sed -n '/^ *assert_lefthook_installed/,/use_stdin/p' <<<"$output" >>lefthook.yml
  lefthook install >/dev/null
}

managed_project
blocked_then_signed
two_branches
expect_status 1 git push origin small large
said 'push blocked' 'refs/heads/large'
equal '' "$(git ls-remote origin refs/heads/small refs/heads/large)"
expect_status 0 git push origin small
expect_status 0 git push origin small

# Without use_stdin the job is given no refs: that is no answer, so it refuses and names the mend.
sed -i '/use_stdin/d' lefthook.yml
expect_status 1 git push origin large
said 'cannot see what is pushed: lefthook' 'use_stdin'
equal '' "$(git ls-remote origin refs/heads/large)"
