#!/usr/bin/env bash
# pre-commit with this project's .pre-commit-hooks.yaml runs the gate at commit and at push.
source "$(dirname "$0")/lib.sh"
[[ $GIT_DEFAULT_HASH == sha1 ]] || { echo "skipped: pre-commit clones with SHA-1 only"; exit 77; }
source "$(dirname "$0")/engines.sh"
need_engine pre-commit

expect_status 0 pre-commit validate-manifest "$SOURCE_DIR/.pre-commit-hooks.yaml"

# The project as a repository of hooks, with nothing in it but their file.
git init -q -b main "$root/hooks"
cp "$SOURCE_DIR/.pre-commit-hooks.yaml" "$root/hooks/"
git -C "$root/hooks" add .
git -C "$root/hooks" commit -q -m 'Hooks'

# Its names of the stages changed in 3.2.
stages='pre-commit, pre-merge-commit, pre-push'
if [[ $(printf '3.2\n%s\n' "$(pre-commit --version | cut -d' ' -f2)" | sort -V | tail -1) == 3.2 ]]; then
  stages='commit, merge-commit, push'
fi

set_up_manager() {
  cat >.pre-commit-config.yaml <<YAML
default_install_hook_types: [pre-commit, pre-merge-commit, prepare-commit-msg, commit-msg, pre-push]
repos:
  - repo: file://$root/hooks
    rev: $(git -C "$root/hooks" rev-parse HEAD)
    hooks: [{id: sallyport, stages: [$stages]}, {id: sallyport-stamp}, {id: sallyport-message}]
YAML
  git add .pre-commit-config.yaml
  pre-commit install >/dev/null
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
pre-commit uninstall -t pre-push >/dev/null
mv .pre-commit-config.yaml "$root/tmp/"
sallyport install --hooks pre-push >/dev/null
mv "$root/tmp/.pre-commit-config.yaml" .
pre-commit install -t pre-push >/dev/null
git checkout -q small
human_commit 3 src/more.cc
expect_status 1 git push origin small large
said 'push blocked' 'refs/heads/large'
equal '' "$(git ls-remote origin refs/heads/large)"
