#!/usr/bin/env bash
# prek reads the same files as pre-commit and runs the gate as it does.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/engines.sh"
need_engine prek
expect_status 0 prek validate-manifest "$SOURCE_DIR/.pre-commit-hooks.yaml"

set_up_manager() {
  pre_commit_project sallyport-system 'pre-commit, pre-merge-commit, pre-push'
  prek install >/dev/null
}

managed_project
blocked_then_signed

# It shows a hook only the first ref of a push, and says so.
two_branches
expect_status 1 git push origin large small
said 'only the first ref of a push; judged: refs/heads/large' 'push blocked'
expect_status 0 git push origin small
expect_status 0 git push origin small

# A hook that was there before is run first, with the whole input: so every ref is judged.
prek uninstall -t pre-push >/dev/null
mv .pre-commit-config.yaml "$root/tmp/"
sallyport install --hooks pre-push >/dev/null
mv "$root/tmp/.pre-commit-config.yaml" .
prek install -t pre-push >/dev/null
git checkout -q small
human_commit 3 src/more.cc
expect_status 1 git push origin small large
said 'push blocked' 'refs/heads/large'
equal '' "$(git ls-remote origin refs/heads/large)"
