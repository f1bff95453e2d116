# shellcheck shell=bash
# shellcheck disable=SC2154  # lib.sh sets what is not set here
# Programs of others that scenarios run for real: hook managers, CI engines, validators. Sourced after
# lib.sh. tools/setup.sh puts those from npm into build/npm.

PATH="$SOURCE_DIR/build/npm/node_modules/.bin:$PATH"
export NODE_PATH="$SOURCE_DIR/build/npm/node_modules" NO_COLOR=1

# need_engine PROGRAM…: without one of them the scenario is skipped, which is neither passed nor failed.
need_engine() {
  local program
  for program; do
    if ! command -v "$program" >/dev/null; then
      echo "skipped: no $program here (tools/setup.sh test installs it)"
      exit 77
    fi
  done
}

# managed_project: a repository of dana's with a policy and a remote, on branch `topic`; whatever the
# manager needs is committed by the caller's function `set_up_manager`.
managed_project() {
  new_repo widgets
  init_policy dana
  set_up_manager
  git add .
  git commit -q --no-verify -m 'Let the manager run the gate'
  new_remote
  git checkout -q -b topic
}

# blocked_then_signed: what every manager has to do: a large AI commit is blocked, at commit and, made
# without hooks, at push; both pass after a sign-off.
blocked_then_signed() {
  stage_lines 120 src/app.cc
  expect_status 1 git commit -m "$(tool_message claude-code)"
  said 'commit blocked' 'security'
  equal "$(git rev-parse main)" "$(git rev-parse HEAD)"
  expect_status 0 git commit --no-verify -m "$(tool_message claude-code)"
  expect_status 1 git push origin topic
  said 'push blocked' 'Claude Code'
  equal '' "$(git ls-remote origin refs/heads/topic)"
  signed --range origin/main..topic
  git reset -q --soft HEAD~1
  expect_status 0 git commit -m "$(tool_message claude-code)"
  expect_status 0 git push origin topic
  equal "$(git rev-parse topic)" "$(git ls-remote origin refs/heads/topic | cut -f1)"
}

# two_branches: `small`, which passes, and `large`, which does not; `main` is checked out.
two_branches() {
  git checkout -q -b large main
  ai_commit cursor 120 src/large.cc
  git checkout -q -b small main
  human_commit 3 src/small.cc
  git checkout -q main
}

# pre_commit_project ID STAGES: the project as a repository of hooks, with nothing in it but what pre-commit and prek
# read, and a configuration that takes the hook ID at those stages, with its -stamp and -message, from there.
pre_commit_project() {
  git init -q -b main "$root/hooks"
  (cd "$SOURCE_DIR" && cp --parents .pre-commit-hooks.yaml pyproject.toml CMakeLists.txt tools/release/packages.py "$root/hooks")
  git -C "$root/hooks" add .
  git -C "$root/hooks" commit -q -m 'Hooks'
  cat >.pre-commit-config.yaml <<YAML
default_install_hook_types: [pre-commit, pre-merge-commit, prepare-commit-msg, commit-msg, pre-push]
repos:
  - repo: file://$root/hooks
    rev: $(git -C "$root/hooks" rev-parse HEAD)
    hooks: [{id: $1, stages: [$2]}, {id: $1-stamp}, {id: $1-message}]
YAML
  git add .pre-commit-config.yaml
}

# stages_of_pre_commit: as its version calls them, which changed in 3.2.
stages_of_pre_commit() {
  if [[ $(printf '3.2\n%s\n' "$(pre-commit --version | cut -d' ' -f2)" | sort -V | tail -1) == 3.2 ]]; then
    echo 'commit, merge-commit, push'
  else
    echo 'pre-commit, pre-merge-commit, pre-push'
  fi
}
